import { pageAt } from "@/domain/route";
import { Command } from "@/parts/Command";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words";

/** No source yet: one sentence, and how to add one. */
export function Empty() {
  return (
    <section id="sources" className="panel empty" aria-labelledby="empty-heading" tabIndex={-1}>
      <h2 id="empty-heading" className="empty-heading">
        {words.empty.heading}
      </h2>
      <p>{words.empty.text}</p>
      <a className="button" data-look="prominent" href={pageAt("setup")}>
        {words.empty.add}
      </a>
      <Disclosure summary={words.worker.start}>
        {() => (
          <>
            <Command text={words.empty.command} />
            <p className="quiet">{words.empty.hint}</p>
          </>
        )}
      </Disclosure>
    </section>
  );
}
