import { describe, expect, it } from "vitest";

import { cellOf, fitted, latitudeOf, longitudeOf, moved, partOf, placed, scaleOf, toX, toY, unwound, zoomed } from "@/domain/mercator";

const WINDOW = { width: 1000, height: 500 };
const OSLO = { latitude: 59.91, longitude: 10.75 };

describe("the map", () => {
  it("turns degrees into places of the square and back", () => {
    for (const latitude of [-85, -33.9, 0, 59.91, 85]) expect(latitudeOf(toY(latitude))).toBeCloseTo(latitude, 9);
    for (const longitude of [-179.9, -58.4, 0, 10.75, 179.9]) expect(longitudeOf(toX(longitude))).toBeCloseTo(longitude, 9);
  });

  it("shows a part whole, with room around it", () => {
    const part = { south: 59, west: 10, north: 61, east: 12 };
    const seen = partOf(fitted(part, WINDOW), WINDOW);
    expect(seen.south).toBeLessThan(part.south);
    expect(seen.north).toBeGreaterThan(part.north);
    expect(seen.west).toBeLessThan(part.west);
    expect(seen.east).toBeGreaterThan(part.east);
  });

  it("goes over the 180th meridian", () => {
    const fiji = { south: -19, west: 177, north: -16, east: -178 };
    const view = fitted(fiji, WINDOW);
    const seen = partOf(view, WINDOW);
    expect(seen.west).toBeGreaterThan(seen.east);
    expect(placed(view, -17, -179, WINDOW).left).toBeGreaterThan(placed(view, -17, 178, WINDOW).left);
  });

  it("keeps under the pointer what was there while it zooms", () => {
    const view = fitted({ south: 59, west: 10, north: 61, east: 12 }, WINDOW);
    const before = placed(view, OSLO.latitude, OSLO.longitude, WINDOW);
    const nearer = zoomed(view, 1.5, before.left - 500, before.top - 250, WINDOW);
    const after = placed(nearer, OSLO.latitude, OSLO.longitude, WINDOW);
    expect(after.left).toBeCloseTo(before.left, 4);
    expect(after.top).toBeCloseTo(before.top, 4);
  });

  it("moves by the pixels that it was dragged", () => {
    const view = fitted({ south: 59, west: 10, north: 61, east: 12 }, WINDOW);
    const before = placed(view, OSLO.latitude, OSLO.longitude, WINDOW);
    const after = placed(moved(view, 30, -20, WINDOW), OSLO.latitude, OSLO.longitude, WINDOW);
    expect([before.left - after.left, before.top - after.top].map(Math.round)).toEqual([30, -20]);
  });

  it("never leaves the world", () => {
    const far = zoomed({ x: 0.5, y: 0.5, zoom: 3 }, -20, 0, 0, WINDOW);
    expect(scaleOf(far.zoom)).toBeGreaterThanOrEqual(WINDOW.height - 1e-6);
    const north = moved({ x: 0.5, y: 0.5, zoom: 3 }, 0, -1e6, WINDOW);
    expect(partOf(north, WINDOW).north).toBeCloseTo(85.0511, 3);
  });

  it("draws what lies on both sides of the 180th meridian, and around a pole, in one piece", () => {
    const fiji = [[179, -16], [-179, -16], [-179, -17], [179, -17], [179, -16]];
    expect(unwound(fiji).map(([longitude]) => longitude)).toEqual([179, 181, 181, 179, 179]);
    const south = [[-180, -70], [-90, -72], [0, -71], [90, -69], [180, -70], [-180, -70]];
    expect(unwound(south).slice(-2)).toEqual([[180, -90], [-180, -90]]);
    expect(unwound([[10, 1], [12, 1], [12, 2], [10, 1]])).toHaveLength(4);
  });

  it("has cells that are the same wherever one is", () => {
    expect(cellOf(5.4)).toBe(cellOf(4.6));
    expect(cellOf(6)).toBe(cellOf(5) / 2);
  });
});
