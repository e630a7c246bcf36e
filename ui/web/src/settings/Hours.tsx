import { useRef } from "react";

import { words } from "@/words";
import { hourName } from "@/words/hours";
import { bytes } from "@/words/locale";

const say = words.settings.bandwidth;

interface Props {
  limits: readonly (number | null)[];
  chosen: ReadonlySet<number>;
  choose: (chosen: ReadonlySet<number>) => void;
}

/** The 24 hours of a day. By mouse: press and draw over them. By keyboard: arrows walk, Space chooses, Shift with arrows chooses many. */
export function Hours({ limits, chosen, choose }: Props) {
  const drawn = useRef<{ from: number; on: boolean; base: ReadonlySet<number> } | null>(null);
  const most = Math.max(...limits.map((limit) => limit ?? 0));
  const span = (from: number, to: number, on: boolean, base: ReadonlySet<number>) => {
    const next = new Set(base);
    for (let hour = Math.min(from, to); hour <= Math.max(from, to); hour++) {
      if (on) next.add(hour);
      else next.delete(hour);
    }
    choose(next);
  };
  const walk = (event: React.KeyboardEvent<HTMLDivElement>, hour: number) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const step = event.key === "ArrowRight" ? rtl : event.key === "ArrowLeft" ? -rtl : 0;
    const to = event.key === "Home" ? 0 : event.key === "End" ? 23 : hour + step;
    if (to === hour || to < 0 || to > 23) return;
    event.preventDefault();
    if (event.shiftKey) span(hour, to, true, chosen);
    event.currentTarget.querySelectorAll("button")[to]?.focus();
  };
  return (
    <div className="hours" role="group" aria-label={say.hours} onPointerUp={() => { drawn.current = null; }} onPointerLeave={() => { drawn.current = null; }} onKeyDown={(event) => {
      const hour = [...event.currentTarget.querySelectorAll("button")].indexOf(event.target as HTMLButtonElement);
      if (hour >= 0) walk(event, hour);
    }}>
      {limits.map((limit, hour) => (
        <button
          key={hour}
          type="button"
          className="hour"
          tabIndex={hour === 0 ? 0 : -1}
          aria-pressed={chosen.has(hour)}
          aria-label={say.hour(hourName(hour), hourName(hour + 1), limit === null ? say.none : say.rate(bytes(limit)))}
          title={say.hour(hourName(hour), hourName(hour + 1), limit === null ? say.none : say.rate(bytes(limit)))}
          onClick={(event) => { if (event.detail === 0) span(hour, hour, !chosen.has(hour), chosen); }}
          onPointerDown={() => {
            drawn.current = { from: hour, on: !chosen.has(hour), base: chosen };
            span(hour, hour, !chosen.has(hour), chosen);
          }}
          onPointerEnter={() => {
            const draw = drawn.current;
            if (draw !== null) span(draw.from, hour, draw.on, draw.base);
          }}
        >
          <span className="hour-bar" data-limited={limit !== null} style={{ blockSize: limit === null ? "100%" : `${String(Math.max(12, (limit / most) * 60))}%` }} />
          <span className="hour-name" aria-hidden="true">{hour % 3 === 0 ? hourName(hour) : ""}</span>
        </button>
      ))}
    </div>
  );
}
