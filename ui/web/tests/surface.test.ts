import { describe, expect, it } from "vitest";

import { ledTo, placeOfDay, type Scene, together } from "@/domain/walk";
import { justified, spots } from "@/domain/justified";
import { dayAt } from "@/domain/library";
import { MOST, Surface } from "@/domain/surface";

import { library } from "./justified.test";

describe("a surface", () => {
  it("is the page itself as long as browsers can scroll it", () => {
    const surface = new Surface(MOST, 800);
    expect([surface.height, surface.scrolled(1234), surface.shift, surface.isAstray(true)]).toEqual([MOST, 1234, 0, false]);
  });

  it("moves a small step as far as it is made", () => {
    const surface = new Surface(60_000_000, 800);
    const begun = surface.go(30_000_000);
    expect(surface.scrolled(begun + 120)).toBe(30_000_120);
    expect(surface.top + surface.shift).toBe(begun + 120);
  });

  it("reaches both ends by leaps, and by steps", () => {
    const surface = new Surface(90_000_000, 800);
    expect(surface.scrolled(MOST - 800)).toBe(90_000_000 - 800);
    expect(surface.scrolled(0)).toBe(0);
    surface.go(90_000_000 - 5_000);
    let at = surface.go(surface.top);
    for (let step = 0; step < 20; step++) {
      at = Math.min(MOST - 800, at + 400);
      surface.scrolled(at);
      if (surface.isAstray(false)) at = surface.go(surface.top);
    }
    expect(surface.top).toBe(90_000_000 - 800);
  });

  it("has room again after it was set right, without moving what is seen", () => {
    const surface = new Surface(90_000_000, 800);
    let at = surface.go(200_000);
    for (let step = 0; step < 600; step++) {
      at = Math.max(0, at - 400);
      surface.scrolled(at);
      if (surface.isAstray(false)) {
        const top = surface.top;
        at = surface.go(top);
        expect(surface.top).toBe(top);
      }
    }
    expect(surface.top).toBe(0);
  });
});

describe("a key", () => {
  const whole = library(2_000, 4, [{ id: 1, name: "x", kept: true, first: 100, end: 140 }]);
  const scene: Scene = { library: whole, layout: justified(whole, { width: 1200, height: 180, months: true }), view: 700 };
  const press = (from: number, key: string, shiftKey = false, whole = false) => ledTo(scene, from, { key, shiftKey, whole });

  it("leads to the photo above or below the middle of this one, and back into the same row", () => {
    for (const from of [0, 17, 333, 1_500]) {
      const below = press(from, "ArrowDown") ?? -1;
      expect(below).toBeGreaterThan(from);
      const back = press(below, "ArrowUp") ?? -1;
      const rows = scene.layout.rowFirst.findLastIndex((first) => first <= from);
      expect(spots(whole, scene.layout, rows).map((spot) => spot.place)).toContain(back);
    }
  });

  it("stays where it goes no further", () => {
    expect([press(0, "ArrowLeft"), press(0, "ArrowUp"), press(1_999, "ArrowRight"), press(1_999, "ArrowDown")]).toEqual([0, 0, 1_999, 1_999]);
    expect([press(500, "Home", false, true), press(500, "End", false, true)]).toEqual([0, 1_999]);
  });

  it("leads a screen on, and a row at least", () => {
    const to = press(0, "PageDown") ?? 0;
    expect(scene.layout.rowTop.findLast((_, row) => (scene.layout.rowFirst[row] ?? 0) <= to)).toBeGreaterThan(350);
    expect(ledTo({ ...scene, view: 10 }, 0, { key: "PageDown", shiftKey: false, whole: false })).toBeGreaterThan(0);
  });

  it("D, M and Y lead to another day, month and year, and back with Shift", () => {
    for (const key of ["d", "m", "y"]) {
      const next = press(700, key) ?? 0;
      expect(dayAt(whole, next)).toBeLessThan(dayAt(whole, 700));
      expect(dayAt(whole, next - 1)).toBeGreaterThan(dayAt(whole, next));
      expect(press(next, key.toUpperCase(), true)).toBeLessThan(next);
    }
    expect(press(700, "q")).toBeNull();
  });

  it("a date leads to its photos, or to the nearest before it", () => {
    const place = placeOfDay(whole, dayAt(whole, 900));
    expect([dayAt(whole, place), place === 0 || dayAt(whole, place - 1) > dayAt(whole, place)]).toEqual([dayAt(whole, 900), true]);
    expect([placeOfDay(whole, 99_999), dayAt(whole, placeOfDay(whole, 0))]).toEqual([0, whole.days.at(-1)]);
  });

  it("all of a shoot belong together, else all of a day", () => {
    expect(together(whole, 120)).toMatchObject({ first: 100, end: 140 });
    const { first, end } = together(whole, 1_000);
    expect(new Set(Array.from({ length: end - first }, (_, i) => dayAt(whole, first + i))).size).toBe(1);
  });
});
