/** What a key says of a photo, as other photo software has it: P X U, 0 to 5, 6 to 9 for a colour, F, Delete. */

import { patch } from "@/api/client";
import type { Act, MarkRequest } from "@/api/types";
import { act } from "@/frame/acts";
import { type Person, suppose, unsay } from "@/viewer/known";

export type Change = Pick<MarkRequest, "rating" | "pick" | "colour" | "star" | "hidden">;
export const COLOURS = ["red", "yellow", "green", "blue", "purple"] as const;

/** Undefined: the key says nothing of a photo. `person`: what was said of it before; a colour given twice is taken back. */
export function changeOf(letter: string, person: Person | null): Change | undefined {
  if (/^[0-5]$/.test(letter)) return { rating: letter === "0" ? null : Number(letter) };
  if (/^[6-9]$/.test(letter)) {
    const colour = COLOURS[Number(letter) - 6] ?? null;
    return { colour: colour === person?.colour ? null : colour };
  }
  switch (letter) {
    case "p":
      return { pick: "pick" };
    case "x":
      return { pick: "reject" };
    case "u":
      return { pick: null };
    case "f":
      return { star: !(person?.star ?? false) };
  }
  return undefined;
}

/** Shift, or Caps Lock, goes on to the next photo. */
export function advances(event: Pick<KeyboardEvent, "shiftKey" | "getModifierState">): boolean {
  return event.shiftKey || event.getModifierState("CapsLock");
}

/** Says it of these photos: shown at once, and written in the order of the keys. */
export function give(photos: readonly number[], change: Change): void {
  const { rating, pick, colour, star, hidden } = change;
  const said: Partial<Person> = {
    ...(rating === undefined ? {} : { rating }),
    ...(pick === undefined ? {} : { pick }),
    ...(colour === undefined ? {} : { colour }),
    ...(star == null ? {} : { star }),
    ...(hidden == null ? {} : { hidden }),
  };
  photos.forEach((photo) => suppose(photo, said));
  void act(() => patch<Act>("/api/photos/marks", { photos: [...photos], ...change })).then((done) => {
    if (!done) unsay();
  });
}
