import { useState } from "react";

import type { Card, Cards, Status } from "@/api/types";
import { sorted } from "@/domain/remedies";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Unread } from "@/parts/Unread";
import { ProblemCard } from "@/problems/ProblemCard";
import { Fix } from "@/problems/Remedies";
import { Solved } from "@/problems/Solved";
import { useCards } from "@/problems/useCards";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.cards;

/** What needs the person: one card per cause, one button on each; and what was solved, when and by what. */
export function ProblemsPage(place: WholePlace) {
  const { status, now } = place;
  const { cards, error, show } = useCards(status);
  return (
    <Place {...place} skip={words.skipContent}>
      <div className="cards-page">
        <header className="cards-head">
          <h1 className="folder-name">{say.heading}</h1>
          {cards === null ? null : <Summary cards={cards} status={status} />}
        </header>
        {cards === null ? error === null ? <p className="quiet">{say.list.loading}</p> : <Unread error={error} /> : <Groups cards={cards} status={status} now={now} show={show} />}
      </div>
    </Place>
  );
}

function Summary({ cards, status }: { cards: Cards; status: Status }) {
  const { needed } = sorted(cards.problems);
  const retries = needed.filter((card) => card.subject === "photos" && card.code !== "EDITED");
  return (
    <>
      <p className="cards-summary" role="status">
        {needed.length === 0 ? "" : say.summary(needed.length)}
      </p>
      {retries.length > 1 ? <Fix job={{ kind: "retry" }} label={words.problems.retryAll} under={status.job?.kind === "retry"} /> : null}
    </>
  );
}

interface Shown {
  status: Status;
  now: number;
  show: (cards: Cards) => void;
}

function Groups({ cards, ...shown }: Shown & { cards: Cards }) {
  const { needed, passing, known } = sorted(cards.problems);
  return (
    <>
      {needed.length === 0 ? <Calm /> : <Needed cards={needed} {...shown} />}
      <Group heading={say.passing} cards={passing} {...shown} />
      <Group heading={say.known} cards={known} {...shown} />
      <Solved cards={cards.solved} now={shown.now} />
    </>
  );
}

function Needed({ cards, ...shown }: Shown & { cards: readonly Card[] }) {
  return (
    <section aria-labelledby="cards-needed">
      <h2 id="cards-needed" className="unseen">
        {words.problems.heading}
      </h2>
      <List cards={cards} first={cards[0]?.id} {...shown} />
    </section>
  );
}

function Calm() {
  return (
    <section className="panel cards-calm" data-state="safe">
      <StateShape state="safe" size={40} />
      <div>
        <h2 className="heading">{say.calm}</h2>
        <p className="quiet">{say.calmText}</p>
      </div>
    </section>
  );
}

function Group({ heading, cards, ...shown }: Shown & { heading: string; cards: readonly Card[] }) {
  if (cards.length === 0) return null;
  return (
    <section className="cards-group">
      <h2 className="heading">{heading}</h2>
      <List cards={cards} {...shown} />
    </section>
  );
}

/** The first few hundred causes are more than anybody reads; there are not so many codes. */
function List({ cards, first, ...shown }: Shown & { cards: readonly Card[]; first?: number | undefined }) {
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <ul className="cards">
      {cards.map((card) => (
        <ProblemCard key={card.id} card={card} first={card.id === first} opened={opened === card.id} open={setOpened} {...shown} />
      ))}
    </ul>
  );
}
