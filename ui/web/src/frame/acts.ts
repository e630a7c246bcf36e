/** What a person does to photos, one act after the other however fast keys are pressed, and taking it back from anywhere. */

import { useEffect, useSyncExternalStore } from "react";

import { post, Refused } from "@/api/client";
import type { Act, ChangeDone } from "@/api/types";
import { words } from "@/words";

/** What was done last, in words, with the way back from it. `turn`: counts up, so that the same words twice are two acts. */
export interface Told {
  turn: number;
  said: string;
  way: "undo" | "redo" | null;
  /** It was done on a photo that is looked at: it is told there. */
  inViewer: boolean;
}

let told: Told = { turn: 0, said: "", way: null, inViewer: false };
let queue: Promise<unknown> = Promise.resolve();
const hearers = new Set<() => void>();
const pages = new Set<() => void>();
const viewers = new Set<() => void>();
let late = false;

/** Does it when all before it is done; whether it could be done. */
export function act(request: () => Promise<Act>): Promise<boolean> {
  return inTurn(async () => {
    const done = await request();
    tell(words.marks.done(done), done.change === null ? null : "undo");
  });
}

/** Takes the last act back that stands, wherever it was done. */
export function undoLast(): Promise<boolean> {
  return inTurn(async () => {
    const done = await post<ChangeDone>("/api/changes/undo");
    tell(words.viewing.undone(done.what), "redo");
  });
}

/** Does the act again whose undo came last. */
export function redoNext(): Promise<boolean> {
  return inTurn(async () => {
    const done = await post<ChangeDone>("/api/changes/redo");
    tell(words.viewing.redone(done.what), "undo");
  });
}

/** Nothing is told any more. */
export function hush(): void {
  if (told.said !== "") tell("", null);
}

export function useTold(): Told {
  return useSyncExternalStore(hear, () => told);
}

/** Reads the page's list again after an act. While a photo of it is looked at, it stays as it is: nobody loses their place by rating. */
export function useChanged(read: () => void): void {
  useEffect(() => {
    pages.add(read);
    return () => {
      pages.delete(read);
    };
  });
}

/** Calls after each act, and lets the pages wait until this part is gone. */
export function useChangedInViewer(read: () => void): void {
  useEffect(() => {
    viewers.add(read);
    return () => {
      viewers.delete(read);
      if (viewers.size > 0) return;
      if (told.inViewer) shift(); // with its way back, it goes on being told on the page
      if (late) spread();
    };
  }, [read]);
}

function spread(): void {
  viewers.forEach((read) => read());
  late = viewers.size > 0;
  if (!late) pages.forEach((read) => read());
}

function inTurn(step: () => Promise<void>): Promise<boolean> {
  const turn = queue.then(async () => {
    try {
      await step();
      spread();
      return true;
    } catch (error) {
      tell(error instanceof Refused ? [error.problem.message, error.problem.action].join(" ") : words.notice.offline, null);
      return false;
    }
  });
  queue = turn;
  return turn;
}

function tell(said: string, way: Told["way"]): void {
  told = { turn: told.turn + 1, said, way, inViewer: viewers.size > 0 };
  hearers.forEach((hearer) => hearer());
}

function shift(): void {
  told = { ...told, inViewer: false };
  hearers.forEach((hearer) => hearer());
}

function hear(hearer: () => void): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}
