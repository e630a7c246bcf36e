import type { SolvedCard } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.cards;

/** What is there no more: when that was, and what ended it. */
export function Solved({ cards, now }: { cards: readonly SolvedCard[]; now: number }) {
  if (cards.length === 0) return null;
  return (
    <section className="panel panel-slim">
      <Disclosure heading summary={say.solved(cards.length)}>
        {() => (
          <ul className="solved">
            {cards.map((card) => (
              <li key={card.id} className="solved-card">
                <StateShape state="safe" size={16} />
                <div>
                  <p className="solved-title">
                    <Said text={titleOf(card)} />
                  </p>
                  <p className="quiet">
                    {say.solvedBy(card.solved_by)} {say.solvedAt(moment(card.solved_at ?? "", now), moment(card.since ?? "", now))}
                    {card.source === null ? null : (
                      <>
                        {" "}
                        <Name text={card.source} />
                      </>
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
    </section>
  );
}

function titleOf(card: SolvedCard): string {
  if (card.subject !== "photos" || card.photos === 1) return card.message;
  return words.cards.solvedTitle(card.photos, words.problems.causes[card.code] ?? card.message);
}
