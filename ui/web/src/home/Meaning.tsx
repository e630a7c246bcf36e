import type { Strengths, Totals } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words";

const STRENGTHS = ["md5", "composite", "size", "none"] as const;
const OTHERS = ["pending", "failed", "skipped", "gone"] as const;

/** The one definition of safe, one click away from the word. */
export function Meaning({ totals }: { totals: Totals }) {
  return (
    <Disclosure className="safety" summary={words.meaning.question}>
      {() => (
        <div className="safety-text">
          <p>{words.meaning.answer}</p>
          <p>{words.meaning.verified(totals.verified, totals.originals)}</p>
          {totals.safe === 0 ? null : <Evidence strengths={totals.strengths} />}
          <dl className="terms">
            {OTHERS.map((name) => (
              <div key={name} className="term">
                <dt>{words.counts[name]}</dt>
                <dd>{words.meaning.names[name]}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Disclosure>
  );
}

/** How many of the safe photos were compared with what: never more is claimed than was proved. */
function Evidence({ strengths }: { strengths: Strengths }) {
  const counts = { md5: strengths.md5 + strengths.full, composite: strengths.composite, size: strengths.size, none: strengths.none };
  const said = STRENGTHS.filter((name) => counts[name] > 0).map((name) => `${words.number(counts[name])} ${words.folders.strengths[name]}`);
  return said.length === 0 ? null : <p>{words.meaning.evidence(said)}</p>;
}
