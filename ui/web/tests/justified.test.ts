import { describe, expect, it } from "vitest";

import { GAP, HEAD, justified, spots } from "@/domain/justified";
import { colourOf, holding, type Library, NO_DAY, NOTHING, type Span, unpacked } from "@/domain/library";

/** A number that looks like chance. */
function chance(seed: number) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

export function library(photos: number, seed = 1, shoots: Span[] = []): Library {
  const next = chance(seed);
  const days: number[] = [];
  const firsts: number[] = [];
  let day = 20_000;
  for (let at = 0; at < photos; at += 1 + Math.floor(next() * 40)) {
    days.push((day -= 1 + Math.floor(next() * 9)));
    firsts.push(at);
  }
  const aspects = Uint16Array.from({ length: photos }, () => [1500, 667, 1333, 750, 1778, 1000, 4000, 250][Math.floor(next() * 8)] ?? 1000);
  return { ...NOTHING, ids: Uint32Array.from({ length: photos }, (_, i) => photos - i), aspects, shades: new Uint8Array(photos), flags: new Uint8Array(photos), days: Int32Array.from(days), firsts: Uint32Array.from(firsts), shoots };
}

describe.each([1, 2, 3, 4, 5])("a library of chance, number %i", (seed) => {
  const next = chance(seed * 77);
  const whole = library(Math.floor(next() * 3000) + 1, seed);
  const wish = { width: 280 + Math.floor(next() * 1600), height: 90 + Math.floor(next() * 260), months: seed % 2 === 0 };
  const layout = justified(whole, wish);

  it("shows every photo in exactly one row", () => {
    const seen = [...layout.rowFirst.keys()].flatMap((row) => spots(whole, layout, row).map((spot) => spot.place));
    expect(seen).toEqual([...whole.ids.keys()]);
  });

  it("fills rows to the edge and never goes beyond it", () => {
    const sections = new Set(layout.sectionFirst);
    layout.rowFirst.forEach((_, row) => {
      const end = spots(whole, layout, row).at(-1);
      const right = (end?.left ?? 0) + (end?.width ?? 0);
      expect(right).toBeLessThanOrEqual(wish.width + 1);
      const isLast = row === layout.rowFirst.length - 1 || sections.has(layout.rowFirst[row + 1] ?? -1);
      if (!isLast) expect(right).toBeGreaterThanOrEqual(wish.width - 1);
    });
  });

  it("puts rows under each other without overlap, and headings above them", () => {
    layout.rowTop.forEach((top, row) => {
      const bottom = top + Math.round(layout.rowHeight[row] ?? 0) + GAP;
      const after = layout.rowTop[row + 1] ?? layout.height;
      const isLast = layout.sectionFirst.includes(layout.rowFirst[row + 1] ?? -1);
      expect(after - bottom).toBe(isLast ? HEAD : 0);
    });
    layout.sectionFirst.forEach((first, index) => expect(layout.rowTop[holding(layout.rowFirst, first)]).toBe((layout.sectionTop[index] ?? 0) + HEAD));
  });

  it("keeps photos of other days apart, unless headings are of months", () => {
    if (wish.months) return;
    whole.firsts.forEach((first) => expect(layout.sectionFirst).toContain(first));
  });
});

describe("a layout", () => {
  it("has nothing of nothing", () => expect(justified(NOTHING, { width: 800, height: 200, months: true })).toMatchObject({ height: 0, rowFirst: new Uint32Array() }));

  it("begins and ends a shoot with a section; a suggested one only among days", () => {
    const whole = library(100, 3, [{ id: 7, name: "Wedding", kept: false, first: 10, end: 20 }]);
    const wish = { width: 900, height: 200, months: false };
    const days = justified(whole, wish);
    expect(days.sectionShoot[days.sectionFirst.indexOf(10)]).toBe(0);
    expect([...days.sectionFirst]).toContain(20);
    expect([...justified(whole, { ...wish, months: true }).sectionShoot]).not.toContain(0);
  });

  it("does not blow a lonely photo up", () => {
    const one = { ...library(1), aspects: Uint16Array.of(700) };
    expect(justified(one, { width: 1000, height: 200, months: true }).rowHeight[0]).toBe(200);
  });
});

describe("what the server packs", () => {
  it("is read back", () => {
    const head = new TextEncoder().encode(JSON.stringify({ version: 9, photos: 3, days: 2, shoots: [[5, "Ålesund", 1, 0, 2]] }).padEnd(80));
    const buffer = new ArrayBuffer(8 + 80 + 16 + 8 + 12 + 3 + 3);
    const bytes = new Uint8Array(buffer);
    const view = new DataView(buffer);
    view.setUint32(4, 80, true);
    bytes.set(head, 8);
    [12, NO_DAY].forEach((day, i) => view.setInt32(88 + 4 * i, day, true));
    [2, 1].forEach((count, i) => view.setUint32(96 + 4 * i, count, true));
    [1500, 667, 1000].forEach((aspect, i) => view.setUint16(104 + 2 * i, aspect, true));
    bytes.set([1, 2, 255, 0, 1, 255, 0, 0, 255, 0, 0, 255], 112);
    bytes.set([0x85, 0x85, 0x85, 0, 1, 8], 124);
    const read = unpacked(buffer);
    expect([...read.ids]).toEqual([1, 258, 4294967295]);
    expect([[...read.aspects], [...read.days], [...read.firsts], [...read.flags]]).toEqual([[1500, 667, 1000], [12, NO_DAY], [0, 2], [0, 1, 8]]);
    expect(read.shoots).toEqual([{ id: 5, name: "Ålesund", kept: true, first: 0, end: 2 }]);
  });

  it("says of a byte how light it is and which way it leans, or nothing", () => expect([colourOf(0x45), colourOf(0x48), colourOf(0x85)]).toEqual(["rgb(72 72 72)", "rgb(46 80 98)", ""]));
});
