/** Where a key leads in the timeline: by the picture that is seen, not by the order in a list. */

import { GAP, type Layout, monthOf, spots } from "@/domain/justified";
import { dayAt, holding, type Library, NO_DAY } from "@/domain/library";

/** What is laid out, and how. */
export interface Scene {
  library: Library;
  layout: Layout;
  /** Of what is seen at once. */
  view: number;
}

export interface Key {
  key: string;
  shiftKey: boolean;
  /** Ctrl or Command. */
  whole: boolean;
}

/** The place that a key leads to; null: it leads nowhere. */
export function ledTo(scene: Scene, from: number, { key, shiftKey, whole }: Key): number | null {
  const last = scene.library.ids.length - 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "ArrowRight":
      return Math.min(last, from + 1);
    case "ArrowUp":
      return rowAway(scene, from, -1);
    case "ArrowDown":
      return rowAway(scene, from, 1);
    case "PageUp":
      return shiftKey ? shootAway(scene.library, from, -1) : screenAway(scene, from, -1);
    case "PageDown":
      return shiftKey ? shootAway(scene.library, from, 1) : screenAway(scene, from, 1);
    case "[":
      return shootAway(scene.library, from, -1);
    case "]":
      return shootAway(scene.library, from, 1);
    case "Home":
      return whole ? 0 : rowOf(scene, from).first;
    case "End":
      return whole ? last : rowOf(scene, from).end - 1;
    default:
      return whole ? null : timeAway(scene.library, from, key.toLowerCase(), shiftKey ? -1 : 1);
  }
}

function rowOf({ library, layout }: Scene, place: number) {
  const row = holding(layout.rowFirst, place);
  return { row, first: layout.rowFirst[row] ?? 0, end: layout.rowFirst[row + 1] ?? library.ids.length };
}

function rowAway(scene: Scene, from: number, by: number): number {
  const { row } = rowOf(scene, from);
  return nearest(scene, from, row + by);
}

function screenAway(scene: Scene, from: number, by: number): number {
  const { row } = rowOf(scene, from);
  const top = (scene.layout.rowTop[row] ?? 0) + by * Math.max(1, scene.view - (scene.layout.rowHeight[row] ?? 0));
  const to = holding(scene.layout.rowTop, Math.max(0, top));
  return nearest(scene, from, to === row ? row + by : to);
}

/** The photo of a row that lies above or below the middle of another one. */
function nearest({ library, layout }: Scene, from: number, row: number): number {
  if (row < 0 || row >= layout.rowFirst.length) return from;
  const own = spots(library, layout, holding(layout.rowFirst, from)).find((spot) => spot.place === from);
  const middle = own === undefined ? 0 : own.left + own.width / 2;
  const there = spots(library, layout, row);
  return (there.find((spot) => middle < spot.left + spot.width + GAP) ?? there.at(-1))?.place ?? from;
}

/** The first photo of the next day, month or year down the page; back: that of the one before, or of this one's own beginning. */
function timeAway(library: Library, from: number, key: string, by: number): number | null {
  const part = PARTS[key];
  if (part === undefined) return null;
  const own = part(dayAt(library, from));
  let index = holding(library.firsts, from);
  if (by < 0) {
    const first = beginning(library, index, part);
    if (first < from) return first;
    return beginning(library, Math.max(0, holding(library.firsts, Math.max(0, first - 1))), part);
  }
  while (index < library.days.length && part(library.days[index] ?? NO_DAY) === own) index += 1;
  return library.firsts[index] ?? from;
}

function beginning(library: Library, index: number, part: (day: number) => number): number {
  const own = part(library.days[index] ?? NO_DAY);
  let at = index;
  while (at > 0 && part(library.days[at - 1] ?? NO_DAY) === own) at -= 1;
  return library.firsts[at] ?? 0;
}

const PARTS: Partial<Record<string, (day: number) => number>> = {
  d: (day) => day,
  m: monthOf,
  y: (day) => (day === NO_DAY ? NO_DAY : Math.floor(monthOf(day) / 12)),
};

/** The first photo of a day, or of the nearest one before it. */
export function placeOfDay(library: Library, day: number): number {
  const index = library.days.findIndex((one) => one <= day);
  return library.firsts[index < 0 ? library.days.length - 1 : index] ?? 0;
}

/** The first photo of the next shoot down the page, or of the next day without one; back: of this one's own beginning, or of the one before. */
export function shootAway(library: Library, from: number, by: 1 | -1): number {
  const { first, end } = together(library, from);
  if (by > 0) return end < library.ids.length ? end : from;
  return first < from ? first : together(library, Math.max(0, first - 1)).first;
}

/** From where to where photos belong together with the one at a place: its shoot; without one, its day. */
export function together(library: Library, place: number): { first: number; end: number } {
  const spans = library.shoots.filter((span) => span.first <= place && place < span.end);
  const shoot = spans.find((span) => span.kept) ?? spans[0];
  if (shoot !== undefined) return shoot;
  const index = holding(library.firsts, place);
  return { first: library.firsts[index] ?? 0, end: library.firsts[index + 1] ?? library.ids.length };
}
