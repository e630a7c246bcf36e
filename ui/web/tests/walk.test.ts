import { describe, expect, it } from "vitest";

import { justified } from "@/domain/justified";
import { type Library, NOTHING, type Span } from "@/domain/library";
import { type Key, ledTo, shootAway } from "@/domain/walk";

const SPANS: Span[] = [{ id: 1, name: "Harbour", kept: true, first: 2, end: 6 }];

/** Ten photos: four of one day, then one each day; the third to the sixth are a shoot. */
const TEN: Library = {
  ...NOTHING, ids: Uint32Array.from({ length: 10 }, (_, place) => 10 - place), aspects: new Uint16Array(10).fill(1500), shades: new Uint8Array(10), flags: new Uint8Array(10),
  days: Int32Array.of(106, 105, 104, 103, 102, 101, 100), firsts: Uint32Array.of(0, 4, 5, 6, 7, 8, 9), shoots: SPANS,
};
const SCENE = { library: TEN, layout: justified(TEN, { width: 600, height: 200, months: true }), view: 400 };
const led = (from: number, key: Partial<Key>) => ledTo(SCENE, from, { key: "", shiftKey: false, whole: false, ...key });

describe("from shoot to shoot", () => {
  it("leads down to what comes after the shoot, and from day to day without one", () => {
    expect(shootAway(TEN, 3, 1)).toBe(6);
    expect(shootAway(TEN, 6, 1)).toBe(7);
    expect(shootAway(TEN, 9, 1)).toBe(9);
  });

  it("leads up to its own beginning first, then to the one before", () => {
    expect(shootAway(TEN, 4, -1)).toBe(2);
    expect(shootAway(TEN, 6, -1)).toBe(2);
    expect(shootAway(TEN, 2, -1)).toBe(0);
    expect(shootAway(TEN, 0, -1)).toBe(0);
  });

  it("is what Page Up and Page Down do with Shift, and brackets", () => {
    expect(led(3, { key: "PageDown", shiftKey: true })).toBe(6);
    expect(led(3, { key: "]" })).toBe(6);
    expect(led(7, { key: "PageUp", shiftKey: true })).toBe(6);
    expect(led(7, { key: "[" })).toBe(6);
    expect(led(3, { key: "PageDown" })).not.toBe(6);
  });
});
