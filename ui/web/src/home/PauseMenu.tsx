import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { PauseSign } from "@/shapes/signs";
import { words } from "@/words";

const say = words.pausing;

/** The ways to pause, the shortest first: nobody who wants an hour of quiet should lose a week. */
const WAYS = [
  { name: "hour", asked: { minutes: 60 } },
  { name: "tomorrow", asked: { until: "tomorrow" } },
  { name: "open", asked: {} },
] as const;

/** All backups rest: for how long is chosen in a small menu, by mouse or by keyboard. */
export function PauseMenu({ prominent, busy: stopping }: { prominent: boolean; busy: boolean }) {
  const [open, setOpen] = useState(false);
  const { busy, ask } = useAsk();
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    items(place.current)[0]?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    place.current?.querySelector("button")?.focus();
  };
  const under = busy || stopping;
  return (
    <div className="choice-menu" ref={place} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false); }}>
      <Button look={prominent ? "prominent" : "plain"} busy={under} icon={<PauseSign />} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        {under ? words.actions.pause.busy : words.actions.pause.label}
      </Button>
      {open ? (
        <div className="choice-list" role="menu" id={id} tabIndex={-1} aria-label={say.menu} onKeyDown={(event) => walk(event, items(place.current), close)}>
          {WAYS.map(({ name, asked }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              className="choice-item"
              onClick={() => {
                close();
                void ask(() => post("/api/pause", asked));
              }}
            >
              {say[name]}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function items(place: HTMLElement | null): HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

/** Arrows walk round, Escape closes, as in every menu. */
function walk(event: KeyboardEvent, all: readonly HTMLElement[], close: () => void): void {
  const at = all.findIndex((one) => one === document.activeElement);
  const steps: Partial<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
  const next = steps[event.key];
  if (event.key === "Escape") close();
  else if (next !== undefined) all[next % all.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
