import type { Totals } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words/en";

const OTHERS = ["pending", "failed", "skipped", "gone"] as const;

/** The one definition of safe, one click away from the word. */
export function Safety({ totals }: { totals: Totals }) {
  return (
    <Disclosure className="safety" summary={words.safety.question}>
      {() => (
        <div className="safety-text">
          <p>{words.safety.answer}</p>
          <p>{words.safety.verified(totals.verified, totals.originals)}</p>
          <dl className="terms">
            {OTHERS.map((name) => (
              <div key={name} className="term">
                <dt>{words.counts[name]}</dt>
                <dd>{words.safety.names[name]}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Disclosure>
  );
}
