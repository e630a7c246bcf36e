import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";

import { type Library } from "@/domain/library";
import { months, years } from "@/domain/years";
import { words } from "@/words";

const say = words.timeline;

/** How the pane moves the rail without asking React. */
export interface Rail {
  at: (share: number, place: number, when: string) => void;
}

interface Props {
  library: Library;
  rail: RefObject<Rail | null>;
  /** Goes to a part of the whole. */
  go: (share: number) => void;
  /** D, M, Y and the keys of a slider. */
  walk: (key: string, shiftKey: boolean) => void;
  wheel: (by: number) => void;
}

const KEYS: Partial<Record<string, [string, boolean]>> = {
  ArrowDown: ["m", false], ArrowRight: ["m", false], ArrowUp: ["m", true], ArrowLeft: ["m", true], PageDown: ["y", false], PageUp: ["y", true],
};

/** The rail beside the timeline: years where their photos are; a click, a drag, the wheel or keys lead there. */
export function Scrubber({ library, rail, go, walk, wheel }: Props) {
  const node = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const [height, setHeight] = useState(600);
  useImperativeHandle(rail, () => ({
    at: (share, place, when) => {
      if (node.current === null || thumb.current === null || bubble.current === null) return;
      thumb.current.style.transform = `translateY(${share * Math.max(0, height - 2)}px)`;
      if (bubble.current.textContent !== when) bubble.current.textContent = when;
      node.current.setAttribute("aria-valuenow", String(place + 1));
      node.current.setAttribute("aria-valuetext", when);
    },
  }), [height]);
  useEffect(() => {
    if (node.current === null) return;
    const sizes = new ResizeObserver(([entry]) => entry !== undefined && setHeight(entry.contentRect.height));
    sizes.observe(node.current);
    const roll = (event: WheelEvent) => {
      event.preventDefault();
      wheel(event.deltaY);
    };
    const rolled = node.current;
    rolled.addEventListener("wheel", roll, { passive: false });
    return () => {
      sizes.disconnect();
      rolled.removeEventListener("wheel", roll);
    };
  }, [wheel]);
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    go(Math.max(0, Math.min(1, (event.clientY - top) / height)));
  };
  const press = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (step === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) go(event.key === "Home" ? 0 : 1);
    else walk(...step);
  };
  return (
    <div ref={node} className="scrubber" role="slider" tabIndex={0} aria-label={say.scrubber} aria-orientation="vertical" aria-valuemin={1} aria-valuemax={library.ids.length} aria-valuenow={1}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}>
      {months(library, 5 / height).map(({ year, share }) => (
        <span key={year} className="scrubber-month" style={{ insetBlockStart: `${share * 100}%` }} />
      ))}
      {years(library, 22 / height).map(({ year, share }) => (
        <span key={year} className="scrubber-year" style={{ insetBlockStart: `${share * 100}%` }}>
          {year}
        </span>
      ))}
      <span ref={thumb} className="scrubber-thumb">
        <span ref={bubble} className="scrubber-bubble" />
      </span>
    </div>
  );
}
