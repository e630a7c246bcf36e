import { describe, expect, it } from "vitest";

import { nextEta, rounded } from "@/domain/eta";

const soon = { unit: "soon" };
const minutes = (count: number) => ({ unit: "minute", count });
const hours = (count: number) => ({ unit: "hour", count });

describe("the time left", () => {
  it.each([
    [0, soon],
    [60, soon],
    [61, minutes(1)],
    [95, minutes(2)],
    [3 * 60, minutes(2)],
    [4 * 60, minutes(5)],
    [7 * 60, minutes(5)],
    [8 * 60, minutes(10)],
    [19 * 60, minutes(20)],
    [26 * 60, minutes(30)],
    [40 * 60, minutes(45)],
    [55 * 60, hours(1)],
    [100 * 60, hours(2)],
    [30 * 3600, hours(30)],
    [40 * 3600, { unit: "day", count: 2 }],
  ])("of %d seconds is rounded", (seconds, expected) => {
    expect(rounded(seconds)).toEqual(expected);
  });
});

describe("the time left that is shown", () => {
  it("is nothing below five per cent, and nothing while the server knows none", () => {
    expect(nextEta(null, 0.049, 600, 0).eta).toBeNull();
    expect(nextEta(null, 0.5, null, 0).eta).toBeNull();
    expect(nextEta(null, 0.05, 600, 0).eta).toEqual(minutes(10));
  });

  it("changes at most every ten seconds", () => {
    const first = nextEta(null, 0.5, 600, 1_000);
    const early = nextEta(first, 0.5, 1_800, 10_999);
    expect(early).toBe(first);
    expect(nextEta(early, 0.5, 1_800, 11_000).eta).toEqual(minutes(30));
  });

  it("vanishes at once when it is known no longer, and comes back at once", () => {
    const first = nextEta(null, 0.5, 600, 1_000);
    const gone = nextEta(first, 0.5, null, 1_001);
    expect(gone.eta).toBeNull();
    expect(nextEta(gone, 0.5, 120, 1_002).eta).toEqual(minutes(2));
  });

  it("keeps its moment while it stays the same, so that the next change is not put off", () => {
    const first = nextEta(null, 0.5, 600, 1_000);
    const same = nextEta(first, 0.5, 605, 20_000);
    expect(same).toBe(first);
    expect(nextEta(same, 0.5, 1_800, 20_001).eta).toEqual(minutes(30));
  });
});
