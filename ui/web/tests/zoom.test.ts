import { describe, expect, it } from "vitest";

import { fitted, fullScale, moved, scaledTo, WHOLE } from "@/domain/zoom";

const FRAME = { width: 1000, height: 600 };
const WIDE = { width: 6000, height: 3000 };
const BOX = fitted(FRAME, WIDE);
const FULL = fullScale(BOX, WIDE, 1);

describe("a picture that fits", () => {
  it("is as large as its frame lets it be, in the middle", () => {
    expect(BOX).toEqual({ width: 1000, height: 500, left: 0, top: 50 });
    expect(fitted(FRAME, { width: 300, height: 600 })).toEqual({ width: 300, height: 600, left: 350, top: 0 });
  });

  it("is whole again at a scale of one, wherever it was moved", () => {
    const near = scaledTo(WHOLE, FULL, { x: 900, y: 500 }, FRAME, BOX, FULL);
    expect(scaledTo(near, 1, { x: 10, y: 10 }, FRAME, BOX, FULL)).toEqual(WHOLE);
    expect(moved(WHOLE, { x: 50, y: 50 }, FRAME, BOX)).toEqual(WHOLE);
  });
});

describe("a hundred per cent", () => {
  it("is one pixel of the picture on one of the screen", () => {
    expect(FULL).toBe(6);
    expect(fullScale(BOX, WIDE, 2)).toBe(3);
  });

  it("is twice the fit where the picture is smaller than its frame", () => {
    expect(fullScale(fitted(FRAME, { width: 320, height: 240 }), { width: 320, height: 240 }, 1)).toBe(2);
  });
});

/** The spot of the picture, in parts of it, that lies under a point. */
function spotUnder(view: { scale: number; x: number; y: number }, x: number, y: number) {
  return { x: ((x - view.x) / view.scale - BOX.left) / BOX.width, y: ((y - view.y) / view.scale - BOX.top) / BOX.height };
}

describe("a larger picture", () => {
  it("keeps the spot under the cursor where it is", () => {
    const before = spotUnder(WHOLE, 400, 300);
    const view = scaledTo(WHOLE, FULL, { x: 400, y: 300 }, FRAME, BOX, FULL);
    expect(spotUnder(view, 400, 300).x).toBeCloseTo(before.x);
    expect(spotUnder(view, 400, 300).y).toBeCloseTo(before.y);
    const nearer = scaledTo(view, FULL * 2, { x: 500, y: 200 }, FRAME, BOX, FULL);
    expect(spotUnder(nearer, 500, 200).x).toBeCloseTo(spotUnder(view, 500, 200).x);
  });

  it("never leaves its frame, however far it is dragged", () => {
    for (const by of [{ x: 1e6, y: 1e6 }, { x: -1e6, y: -1e6 }]) {
      const view = moved(scaledTo(WHOLE, FULL, { x: 500, y: 300 }, FRAME, BOX, FULL), by, FRAME, BOX);
      const [first, last] = [spotUnder(view, 0, 0), spotUnder(view, FRAME.width, FRAME.height)];
      expect(Math.min(first.x, first.y)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(last.x, last.y)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("lies in the middle along the side on which it is still smaller than the frame", () => {
    const view = scaledTo(WHOLE, 1.1, { x: 0, y: 0 }, FRAME, BOX, FULL);
    expect(view.y + BOX.top * view.scale).toBeCloseTo((FRAME.height - BOX.height * view.scale) / 2);
  });

  it("is never larger than eight pixels of the screen for one of its own", () => {
    expect(scaledTo(WHOLE, 1e9, { x: 0, y: 0 }, FRAME, BOX, FULL).scale).toBe(48);
  });
});
