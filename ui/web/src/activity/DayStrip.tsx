import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { DayOfRuns, DaysOfRuns } from "@/api/types";
import { type DayState, dayState, stepTo } from "@/domain/days";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words";

const say = words.activity.strip;
const DAYS = 30;
const SAID: Record<DayState, string> = { clean: say.clean, troubled: say.troubled, some: say.some, none: say.none };

/** Thirty days, a cell for each: checked completely, finished with problems, none. Also as a table. */
export function DayStrip({ version, children }: { version: string; children?: ReactNode }) {
  const days = useDays(version);
  const [at, setAt] = useState(DAYS - 1);
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const to = stepTo(at, event.key, days.length);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelectorAll<HTMLElement>("[data-day]")[to]?.focus();
  };
  const clean = days.filter((day) => dayState(day) === "clean").length;
  const troubled = days.filter((day) => dayState(day) === "troubled").length;
  return (
    <section className="panel strip-panel" aria-labelledby="days-heading">
      <div className="heading-line">
        <h2 id="days-heading" className="heading">
          {say.heading}
        </h2>
        <p className="quiet strip-sum">{days.length === 0 ? "" : say.sum(clean, troubled)}</p>
      </div>
      <ul className="day-strip" aria-label={say.label} onKeyDown={move}>
        {days.map((day, place) => (
          <li key={day.day}>
            <span
              className="day-cell"
              data-day={dayState(day)}
              role="img"
              tabIndex={place === Math.min(at, days.length - 1) ? 0 : -1}
              aria-label={sentenceOf(day)}
              title={sentenceOf(day)}
              onFocus={() => setAt(place)}
            />
          </li>
        ))}
      </ul>
      {children}
      <Disclosure summary={say.asTable}>{() => <AsTable days={days} />}</Disclosure>
    </section>
  );
}

function useDays(version: string): readonly DayOfRuns[] {
  const [days, setDays] = useState<readonly DayOfRuns[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    get<DaysOfRuns>(`/api/sessions/days?days=${DAYS}`, stop.signal).then(
      (read) => setDays(read.days),
      // The next change asks again.
      () => undefined,
    );
    return () => stop.abort();
  }, [version]);
  return days;
}

function sentenceOf(day: DayOfRuns): string {
  return say.day(day.day, SAID[dayState(day)], day.checks, day.copied);
}

function AsTable({ days }: { days: readonly DayOfRuns[] }) {
  return (
    <table className="runs">
      <thead>
        <tr>
          <th scope="col">{say.columns.day}</th>
          <th scope="col">{say.columns.result}</th>
          <th scope="col">{say.columns.checks}</th>
          <th scope="col">{say.columns.copied}</th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => (
          <tr key={day.day}>
            <th scope="row">{say.date(day.day)}</th>
            <td>{SAID[dayState(day)]}</td>
            <td>{words.number(day.checks)}</td>
            <td>{words.number(day.copied)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
