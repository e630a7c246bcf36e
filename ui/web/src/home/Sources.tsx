import type { Source } from "@/api/types";
import { Skipped } from "@/home/Skipped";
import { SourceRow } from "@/home/SourceRow";
import { words } from "@/words";

/** Every source with what is known of it and how old that is. */
export function Sources({ sources, now }: { sources: readonly Source[]; now: number }) {
  const skips = sources.some((source) => source.skipped > 0);
  return (
    <section id="sources" className="panel" aria-labelledby="sources-heading" tabIndex={-1}>
      <h2 id="sources-heading" className="heading">
        {words.sources.heading}
      </h2>
      <ul className="rows">
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} skips={skips} now={now} />
        ))}
      </ul>
      {skips ? <Skipped count={sources.reduce((count, source) => count + source.skipped, 0)} /> : null}
    </section>
  );
}
