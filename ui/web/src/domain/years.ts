/** Where years stand on the rail beside the timeline: by the count of their photos, not by the time that went by. */

import { monthOf } from "@/domain/justified";
import { type Library, NO_DAY } from "@/domain/library";

export interface Tick {
  year: number;
  /** Part of the whole. */
  share: number;
}

/** The years with their places; a year that would lie on the one before it is left out. `near`: the least part of the whole between two. */
export function years(library: Library, near: number): Tick[] {
  return ticks(library, near, (day) => Math.floor(monthOf(day) / 12));
}

/** The same of months, for the marks between the years: they stand close where there are few photos. */
export function months(library: Library, near: number): Tick[] {
  return ticks(library, near, monthOf);
}

function ticks(library: Library, near: number, part: (day: number) => number): Tick[] {
  const found: Tick[] = [];
  let last = NaN;
  library.days.forEach((day, index) => {
    const now = day === NO_DAY ? NaN : part(day);
    if (Number.isNaN(now) || now === last) return;
    last = now;
    const share = (library.firsts[index] ?? 0) / library.ids.length;
    if (share - (found.at(-1)?.share ?? -1) >= near) found.push({ year: now, share });
  });
  return found;
}
