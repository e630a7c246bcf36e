import { type RefObject, useEffect } from "react";

import { isTyping, letterOf } from "@/frame/shortcuts";
import type { Sequence } from "@/photos/sequence";
import { advances, type Change, changeOf } from "@/viewer/cull";
import type { Person } from "@/viewer/known";
import type { StageHands } from "@/viewer/Stage";
import type { Asked } from "@/viewer/Viewer";

/** Pixels that an arrow moves a picture that is larger than its frame. */
const PAN = 120;

export interface Ways {
  sequence: Sequence;
  place: number;
  go: (place: number) => void;
  leave: () => void;
  mark: (change: Change, onward?: boolean) => void;
  /** Something can be said of the photo: the library holds it, as far as is known. Who culls types faster than photos are read. */
  isHeld: boolean;
  /** What was said of it before; null: that is not known yet. */
  person: Person | null;
  hands: RefObject<StageHands | null>;
  /** Plays the film, if it is one. */
  play: () => boolean;
  info: () => void;
  strip: () => void;
  ask: (asked: Asked) => void;
}

/** The keys of a photo that is looked at, as long as no other dialog lies over it. */
export function useKeys(dialog: RefObject<HTMLDialogElement | null>, ways: Ways): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || [...document.querySelectorAll("dialog[open]")].at(-1) !== dialog.current) return;
      const step = stepOf(event, ways);
      if (step === undefined) return;
      event.preventDefault();
      step();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

type Step = (() => void) | undefined;

function stepOf(event: KeyboardEvent, ways: Ways): Step {
  const letter = letterOf(event);
  if (letter !== null) return letterStep(letter, event, ways) ?? markStep(letter, event, ways);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return undefined;
  if (event.target instanceof HTMLVideoElement) return undefined; // a film has its own arrows
  return arrowStep(event.key, ways) ?? keyStep(event, ways);
}

function letterStep(letter: string, event: KeyboardEvent, { hands, info, strip, ask, isHeld }: Ways): Step {
  if (event.shiftKey && letter !== "+") return undefined;
  const steps: Partial<Record<string, () => void>> = {
    z: () => hands.current?.toggle(),
    "+": () => hands.current?.step(true),
    "=": () => hands.current?.step(true),
    "-": () => hands.current?.step(false),
    i: info,
    b: strip,
    c: () => ask("compare"),
    ...(!isHeld ? {} : { l: () => ask("add"), t: () => ask("tags") }),
  };
  return steps[letter];
}

function markStep(letter: string, event: KeyboardEvent, { isHeld, person, mark }: Ways): Step {
  const change = !isHeld ? undefined : changeOf(letter, person);
  return change === undefined ? undefined : () => mark(change, advances(event));
}

/** Arrows move a picture that is larger than its frame, and turn the page otherwise. */
function arrowStep(key: string, { hands, go, place }: Ways): Step {
  const near = hands.current?.isNear() === true;
  const back = document.documentElement.dir === "rtl" ? 1 : -1;
  switch (key) {
    case "ArrowLeft":
      return near ? () => hands.current?.pan({ x: PAN, y: 0 }) : () => go(place + back);
    case "ArrowRight":
      return near ? () => hands.current?.pan({ x: -PAN, y: 0 }) : () => go(place - back);
    case "ArrowUp":
      return near ? () => hands.current?.pan({ x: 0, y: PAN }) : undefined;
    case "ArrowDown":
      return near ? () => hands.current?.pan({ x: 0, y: -PAN }) : undefined;
  }
  return undefined;
}

function keyStep(event: KeyboardEvent, { sequence, place, go, leave, mark, isHeld, hands, play }: Ways): Step {
  const onButton = event.target instanceof HTMLElement && event.target.closest("a, button, video, summary") !== null;
  switch (event.key) {
    case "Home":
      return () => go(0);
    case "End":
      return () => go(sequence.length - 1);
    case "PageUp":
    case "PageDown":
      return sequence.leap === undefined ? undefined : () => go(sequence.leap?.(place, event.key === "PageDown" ? 1 : -1) ?? place);
    case " ":
      return onButton ? undefined : () => {
        if (!play()) hands.current?.toggle();
      };
    case "Enter":
      return onButton ? undefined : leave;
    case "Delete":
    case "Backspace":
      return !isHeld ? undefined : () => mark({ hidden: true }, true);
  }
  return undefined;
}
