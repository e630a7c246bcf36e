import { post } from "@/api/client";
import type { Card, Cards, Status } from "@/api/types";
import { stateOf } from "@/domain/remedies";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { FailedPhotos } from "@/problems/FailedPhotos";
import { Remedies } from "@/problems/Remedies";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.cards;

interface Props {
  card: Card;
  status: Status;
  now: number;
  /** Its button is the prominent one of the page. */
  first: boolean;
  /** A form of it is open. */
  opened: boolean;
  open: (card: number | null) => void;
  show: (cards: Cards) => void;
}

/** One cause: what happened, what it concerns, what was done already, one button, and the rest one click away. */
export function ProblemCard({ card, status, now, first, opened, open, show }: Props) {
  const titled = `problem-${card.id}`;
  return (
    <li className="panel card" data-state={stateOf(card)} data-known={card.known_at !== null} data-needs-person tabIndex={-1} aria-labelledby={titled}>
      <StateShape state={stateOf(card)} size={26} />
      <div className="card-body">
        <h3 id={titled} className="card-title">
          <Said text={titleOf(card)} />
        </h3>
        <Affected card={card} />
        <p className="card-done">{doneOf(card, now)}</p>
        {card.known_at === null ? null : <p className="card-done">{say.knownSince(moment(card.known_at, now))}</p>}
        <div className="card-ways">
          <Remedies card={card} status={status} now={now} first={first} opened={opened} open={open} show={show} />
          {card.passes || opened ? null : <Know card={card} show={show} />}
        </div>
        <div className="card-more">
          {card.subject === "photos" ? (
            <Disclosure summary={say.list.show(card.photos)}>{() => <FailedPhotos card={card} now={now} />}</Disclosure>
          ) : null}
          <Disclosure summary={say.details}>{() => <Details card={card} now={now} />}</Disclosure>
        </div>
      </div>
    </li>
  );
}

/** One photo is said as it was told; many with one cause are said by their cause. */
function titleOf(card: Card): string {
  return card.subject === "photos" && card.photos > 1 ? (words.problems.causes[card.code] ?? card.message) : card.message;
}

function Affected({ card }: { card: Card }) {
  if (card.subject === "source" && card.photos > 0) return <p className="card-affected">{say.waiting(card.photos)}</p>;
  if (card.subject !== "photos" || card.photos === 1) return null;
  return (
    <p className="card-affected">
      <span className="card-count">{say.count(card.photos)}</span> <Name text={say.affected(card.photos, card.tries?.names ?? [])} />
    </p>
  );
}

function doneOf(card: Card, now: number): string {
  if (card.subject !== "photos") return say.done[card.subject];
  return card.tries?.last_attempt ? say.tried(card.tries.attempts, card.tries.last_attempt, card.tries.next_attempt, now) : "";
}

/** The person knows of it: it is counted no more. The headline and the counts stay as they are. */
function Know({ card, show }: Pick<Props, "card" | "show">) {
  const { busy, ask } = useAsk();
  const known = card.known_at === null;
  const tell = () => void ask(async () => show(await post<Cards>(`/api/problems/${card.id}/know`, { known })));
  return (
    <Button look="quiet" busy={busy} onClick={tell}>
      {busy ? say.knowing : known ? say.know : say.unknow}
    </Button>
  );
}

function Details({ card, now }: { card: Card; now: number }) {
  const since = card.since ?? "";
  return (
    <div className="card-details">
      <dl>
        <div>
          <dt>{say.code}</dt>
          <dd className="failure-code">{card.code}</dd>
        </div>
        <div>
          <dt>{say.since}</dt>
          <dd>{since === "" ? "" : moment(since, now)}</dd>
        </div>
        <div>
          <dt>{say.said}</dt>
          <dd>
            <Said text={card.message} />
          </dd>
        </div>
        <div>
          <dt>{say.advice}</dt>
          <dd>
            <Said text={card.action} />
          </dd>
        </div>
      </dl>
      <Command text={say.copied(card.code, since, card.message, card.action)} />
    </div>
  );
}
