import { describe, expect, it } from "vitest";

import { everyDay, everyYear, levelOf, levels, moved } from "@/domain/figures";

const span = (name: string, photos: number) => ({ name, photos, bytes: photos });

describe("years", () => {
  it("stand beside each other without a gap, the newest of too many", () => {
    expect(everyYear([span("2019", 3), span("2022", 1)], 40).map((one) => [one.name, one.photos])).toEqual([["2019", 3], ["2020", 0], ["2021", 0], ["2022", 1]]);
    expect(everyYear([span("0001", 1), span("2022", 1)], 3).map((one) => one.name)).toEqual(["2020", "2021", "2022"]);
    expect(everyYear([], 3)).toEqual([]);
  });
});

describe("the days of a year", () => {
  it("are all there, from Monday to Sunday", () => {
    const days = everyDay(2024, [span("2024-02-29", 7)]);
    expect(days).toHaveLength(366);
    expect(days[0]).toEqual({ name: "2024-01-01", photos: 0, week: 0, weekday: 0 });
    expect(days[59]).toEqual({ name: "2024-02-29", photos: 7, week: 8, weekday: 3 });
    expect(everyDay(2023, [])[0]?.weekday).toBe(6);
    expect(everyDay(1, [])).toHaveLength(365);
  });

  it("are reached by arrow keys, and no key leads out of the year", () => {
    expect([moved(0, "ArrowLeft", 365), moved(0, "ArrowRight", 365), moved(364, "ArrowDown", 365), moved(9, "Home", 365), moved(9, "End", 365)]).toEqual([0, 7, 364, 0, 364]);
  });
});

describe("levels", () => {
  it("part the days with photos into quarters, and nothing is a level of its own", () => {
    const marks = levels([0, 1, 2, 3, 4, 0].map((photos) => ({ photos })));
    expect(marks).toEqual([1, 2, 3, 4]);
    expect([0, 1, 4, 9].map((photos) => levelOf(photos, marks))).toEqual([0, 1, 4, 4]);
    expect(levels([{ photos: 5 }, { photos: 5 }])).toEqual([5]);
    expect(levels([])).toEqual([]);
  });
});
