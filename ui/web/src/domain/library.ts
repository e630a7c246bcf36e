/** The whole library as numbers: what the server's `domain/timeline.py` packs, read without copying what needs no copy. */

export const NO_DAY = -(2 ** 31);
export const STATES = ["safe", "pending", "failed", "skipped", "gone"] as const;
const STATE = 7;
const VIDEO = 8;

/** A shoot by the places of its photos: from `first` up to, but not with, `end`. */
export interface Span {
  id: number;
  name: string;
  kept: boolean;
  first: number;
  end: number;
}

/** All photos, newest first, those without a day last; columns of the same length. */
export interface Library {
  version: number;
  ids: Uint32Array;
  /** Width in thousandths of the height. */
  aspects: Uint16Array;
  /** A colour in a byte, see `colourOf`. */
  shades: Uint8Array;
  flags: Uint8Array;
  /** Each day that has photos, since 1970; and the place of its first photo. */
  days: Int32Array;
  firsts: Uint32Array;
  shoots: readonly Span[];
}

interface Head {
  version: number;
  photos: number;
  days: number;
  shoots: [number, string, number, number, number][];
}

export const NOTHING: Library = {
  version: 0, ids: new Uint32Array(), aspects: new Uint16Array(), shades: new Uint8Array(), flags: new Uint8Array(), days: new Int32Array(), firsts: new Uint32Array(), shoots: [],
};

/** Reads an answer of /api/timeline/geometry. */
export function unpacked(buffer: ArrayBuffer): Library {
  const length = new DataView(buffer).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))) as Head;
  const { photos, days } = head;
  let at = 8 + length;
  const take = (bytes: number) => (at += bytes) - bytes;
  const read = {
    days: new Int32Array(buffer, take(4 * days), days),
    counts: new Uint32Array(buffer, take(4 * days), days),
    aspects: new Uint16Array(buffer, take(2 * photos + ((2 * photos) % 4)), photos),
    planes: new Uint8Array(buffer, take(4 * photos), 4 * photos),
    shades: new Uint8Array(buffer, take(photos), photos),
    flags: new Uint8Array(buffer, take(photos), photos),
  };
  return {
    version: head.version, ids: joined(read.planes, photos), aspects: read.aspects, shades: read.shades, flags: read.flags, days: read.days, firsts: begun(read.counts),
    shoots: head.shoots.map(([id, name, kept, first, end]) => ({ id, name, kept: kept === 1, first, end })),
  };
}

function joined(planes: Uint8Array, photos: number): Uint32Array {
  const ids = new Uint32Array(photos);
  for (let i = 0; i < photos; i++) {
    ids[i] = (planes[i] ?? 0) + (planes[photos + i] ?? 0) * 0x100 + (planes[2 * photos + i] ?? 0) * 0x10000 + (planes[3 * photos + i] ?? 0) * 0x1000000;
  }
  return ids;
}

function begun(counts: Uint32Array): Uint32Array {
  const firsts = new Uint32Array(counts.length);
  for (let i = 1; i < counts.length; i++) firsts[i] = (firsts[i - 1] ?? 0) + (counts[i - 1] ?? 0);
  return firsts;
}

export function stateAt(library: Library, place: number): (typeof STATES)[number] {
  return STATES[(library.flags[place] ?? 0) & STATE] ?? "safe";
}

export function isVideo(library: Library, place: number): boolean {
  return ((library.flags[place] ?? 0) & VIDEO) !== 0;
}

/** Which entry of a rising column holds a value: the last that is not above it. */
export function holding(column: Uint32Array | Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The day of the photo at a place; NO_DAY: nobody knows. */
export function dayAt(library: Library, place: number): number {
  return library.days[holding(library.firsts, place)] ?? NO_DAY;
}

/** What the server sends where it knows no colour yet. */
const UNKNOWN = 0x85;

/** The colour that a byte stands for; empty: none is known. */
export function colourOf(shade: number): string {
  if (shade === UNKNOWN) return "";
  const light = (shade & 0xf0) + 8;
  const blue = (((shade >> 2) & 3) - 1) * 26;
  const red = ((shade & 3) - 1) * 26;
  const green = -0.5 * red - 0.2 * blue;
  return `rgb(${channel(light + red)} ${channel(light + green)} ${channel(light + blue)})`;
}

function channel(value: number): number {
  return Math.round(Math.max(0, Math.min(255, value)));
}
