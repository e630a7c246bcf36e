/** Photos in rows that are exactly as wide as the page, every height known beforehand: arithmetic over columns of numbers, no object per photo. */

import { type Library, NO_DAY } from "@/domain/library";

export const GAP = 4;
/** Of the line above a day, a month or a shoot. */
export const HEAD = 56;

export interface Wish {
  width: number;
  /** Of a row, about. */
  height: number;
  /** A heading for each month, and for the shoots that are kept; else for each day, and for those that are suggested too. */
  months: boolean;
}

/** Rows and headings from the top down. */
export interface Layout {
  height: number;
  /** The place of the first photo of each row, its top, and its height before rounding. */
  rowFirst: Uint32Array;
  rowTop: Float64Array;
  rowHeight: Float32Array;
  /** The same of each section; `shoot`: the number of the shoot that begins here, or -1. */
  sectionFirst: Uint32Array;
  sectionTop: Float64Array;
  sectionShoot: Int32Array;
}

/** Lays all photos out. */
export function justified(library: Library, wish: Wish): Layout {
  const { first, shoot } = sections(library, wish.months);
  const photos = library.ids.length;
  const rows = new Rows(photos);
  const sectionTop = new Float64Array(first.length);
  for (let i = 0; i < first.length; i++) {
    sectionTop[i] = rows.top;
    rows.top += HEAD;
    rows.fill(library.aspects, first[i] ?? 0, first[i + 1] ?? photos, wish);
  }
  return { ...rows.whole(), sectionFirst: first, sectionTop, sectionShoot: shoot };
}

/** Rows while they are made. */
class Rows {
  top = 0;
  private count = 0;
  private readonly first: Uint32Array;
  private readonly tops: Float64Array;
  private readonly heights: Float32Array;

  constructor(photos: number) {
    this.first = new Uint32Array(photos);
    this.tops = new Float64Array(photos);
    this.heights = new Float32Array(photos);
  }

  /** The photos of one section. A row ends where its height is nearest to the one that is wished. */
  fill(aspects: Uint16Array, from: number, to: number, { width, height }: Wish): void {
    let begun = from;
    let sum = 0;
    let before = Infinity;
    for (let i = from; i < to; i++) {
      sum += aspects[i] ?? 1000;
      const now = heightOf(sum, i + 1 - begun, width);
      if (now <= height) {
        const shorter = i > begun && before - height < height - now;
        this.add(begun, shorter ? before : now);
        begun = shorter ? i : i + 1;
        sum = shorter ? (aspects[i] ?? 1000) : 0;
        if (shorter && heightOf(sum, 1, width) <= height) {
          this.add(i, heightOf(sum, 1, width));
          begun = i + 1;
          sum = 0;
        }
        before = begun === i ? heightOf(sum, 1, width) : Infinity;
      } else before = now;
    }
    if (begun < to) this.add(begun, before < height * 1.2 ? before : height);
  }

  whole() {
    const kept = this.count;
    return { height: this.top, rowFirst: this.first.slice(0, kept), rowTop: this.tops.slice(0, kept), rowHeight: this.heights.slice(0, kept) };
  }

  private add(first: number, height: number): void {
    this.first[this.count] = first;
    this.tops[this.count] = this.top;
    this.heights[this.count] = height;
    this.count += 1;
    this.top += Math.round(height) + GAP;
  }
}

/** How high a row is whose photos fill the width. */
function heightOf(sum: number, photos: number, width: number): number {
  return (1000 * (width - GAP * (photos - 1))) / sum;
}

/** Where sections begin: days or months, and shoots where they begin and end. */
function sections(library: Library, months: boolean): { first: Uint32Array; shoot: Int32Array } {
  const shoots = new Map<number, number>();
  const places = new Set<number>();
  library.shoots.forEach((span, index) => {
    if (months && !span.kept) return;
    if (!shoots.has(span.first)) shoots.set(span.first, index);
    places.add(span.first);
    if (span.end < library.ids.length) places.add(span.end);
  });
  let last = NaN;
  library.days.forEach((day, index) => {
    const now = months ? monthOf(day) : day;
    if (now !== last) places.add(library.firsts[index] ?? 0);
    last = now;
  });
  const first = Uint32Array.from(places).sort();
  return { first, shoot: Int32Array.from(first, (place) => shoots.get(place) ?? -1) };
}

/** Months since the year 0; without a day, none. */
export function monthOf(day: number): number {
  if (day === NO_DAY) return NO_DAY;
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Where a photo of a row begins, and how wide it is. */
export function spots(library: Library, layout: Layout, row: number): { place: number; left: number; width: number }[] {
  const first = layout.rowFirst[row] ?? 0;
  const end = layout.rowFirst[row + 1] ?? library.ids.length;
  const height = layout.rowHeight[row] ?? 0;
  const found = [];
  let sum = 0;
  for (let place = first; place < end; place++) {
    const left = Math.round((sum * height) / 1000) + GAP * (place - first);
    sum += library.aspects[place] ?? 1000;
    found.push({ place, left, width: Math.max(1, Math.round((sum * height) / 1000) + GAP * (place - first) - left) });
  }
  return found;
}
