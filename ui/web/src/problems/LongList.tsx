import { type UIEvent, useEffect, useRef, useState } from "react";

import type { Failure } from "@/api/types";
import { seenRows } from "@/domain/window";
import { Name, Said } from "@/parts/Foreign";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.cards.list;
const ROW = 3.5; // rem, as the style has it
const NEAR = 20;

interface Props {
  failures: readonly Failure[];
  more: boolean;
  read: () => void;
  label: string;
  now: number;
  chosen?: ReadonlySet<number>;
  choose?: (id: number) => void;
}

/** Ten thousand rows, of which those are drawn that are seen. */
export function LongList({ failures, more, read, label, now, chosen, choose }: Props) {
  const box = useRef<HTMLUListElement>(null);
  const [seen, setSeen] = useState({ first: 0, end: NEAR });
  const row = ROW * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const look = (event: UIEvent<HTMLUListElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget;
    const next = seenRows(scrollTop, clientHeight, row, failures.length);
    setSeen(next);
  };
  useEffect(() => {
    if (more && seen.end + NEAR >= failures.length) read();
  });
  const shown = failures.slice(seen.first, seen.end);
  return (
    <ul ref={box} className="long" aria-label={label} tabIndex={0} onScroll={look}>
      <li className="long-space" aria-hidden="true" style={{ blockSize: `${seen.first * ROW}rem` }} />
      {shown.map((failure, at) => (
        <Row key={failure.id} failure={failure} place={seen.first + at + 1} total={more ? -1 : failures.length} now={now} chosen={chosen?.has(failure.id) ?? false} choose={choose} />
      ))}
      <li className="long-space" aria-hidden="true" style={{ blockSize: `${Math.max(0, failures.length - seen.end) * ROW}rem` }} />
    </ul>
  );
}

interface RowProps {
  failure: Failure;
  place: number;
  total: number;
  now: number;
  chosen: boolean;
  choose: ((id: number) => void) | undefined;
}

function Row({ failure, place, total, now, chosen, choose }: RowProps) {
  return (
    <li className="long-row" aria-setsize={total} aria-posinset={place}>
      {choose === undefined ? null : <input type="checkbox" aria-label={say.choose(failure.photo)} checked={chosen} onChange={() => choose(failure.id)} />}
      <div className="long-text">
        <p className="long-name" title={failure.photo}>
          <Name text={failure.photo} />
        </p>
        <p className="long-why" title={failure.message}>
          <Name text={failure.source} /> · {words.problems.attempts(failure.attempts)} · {nextTry(failure, now)} · <Said text={failure.message} />
        </p>
      </div>
    </li>
  );
}

function nextTry({ next_attempt: next }: Failure, now: number): string {
  if (next === null) return words.problems.nextNever;
  return Date.parse(next) <= now ? words.problems.nextSoon : words.problems.next(moment(next, now));
}
