import { type KeyboardEvent, useRef, useState } from "react";

import { type Day, everyDay, levelOf, levels, moved, type Span } from "@/domain/figures";
import { searchFor } from "@/domain/route";
import { words } from "@/words";

const say = words.statistics.days;
const CELL = 12;
const SIZE = 10;
const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

/** One year: a column for each week, Monday on top. A day with photos leads to them. */
export function HeatMap({ year, spans, linked }: { year: number; spans: readonly Span[]; linked: boolean }) {
  const days = everyDay(year, spans);
  const marks = levels(days);
  const [at, setAt] = useState(0);
  const map = useRef<SVGSVGElement>(null);
  const move = (event: KeyboardEvent) => {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    const next = moved(at, event.key, days.length);
    setAt(next);
    map.current?.querySelectorAll<SVGElement>(".day")[next]?.focus();
  };
  const weeks = (days.at(-1)?.week ?? 52) + 1;
  return (
    <>
      <div className="heat-room">
        <svg ref={map} className="heat" viewBox={`0 0 ${String(weeks * CELL)} ${String(7 * CELL)}`} role="group" aria-label={say.map(year, sum(days))} onKeyDown={move}>
          {days.map((day, number) => (
            <Cell key={day.name} day={day} level={levelOf(day.photos, marks)} linked={linked} reached={number === Math.min(at, days.length - 1)} onReach={() => setAt(number)} />
          ))}
        </svg>
      </div>
      <p className="legend">
        {say.legend(marks)}
        {marks.length === 0 ? null : <Key level={0} text={say.zero} />}
        {marks.map((mark, level) => (
          <Key key={mark} level={level + 1} text={say.least(mark)} />
        ))}
      </p>
    </>
  );
}

interface CellProps {
  day: Day;
  level: number;
  linked: boolean;
  /** The tabulator key stops here; arrow keys lead to the others. */
  reached: boolean;
  onReach: () => void;
}

function Cell({ day, level, linked, reached, onReach }: CellProps) {
  const text = say.day(day.name, day.photos);
  const rect = (
    <rect x={day.week * CELL} y={day.weekday * CELL} width={SIZE} height={SIZE} rx="2">
      <title>{text}</title>
    </rect>
  );
  const shared = { className: "day", "data-level": level, tabIndex: reached ? 0 : -1, "aria-label": text, onFocus: onReach };
  if (!linked || day.photos === 0) return <g role="img" {...shared}>{rect}</g>;
  return <a href={searchFor(`taken:${day.name}`)} {...shared}>{rect}</a>;
}

function Key({ level, text }: { level: number; text: string }) {
  return (
    <span className="legend-key">
      <span className="legend-swatch" data-level={level} aria-hidden="true" /> {text}
    </span>
  );
}

const sum = (days: readonly Day[]) => days.reduce((total, day) => total + day.photos, 0);
