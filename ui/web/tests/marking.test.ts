import { describe, expect, it } from "vitest";

import { marking, placeOf, shiftOf } from "@/domain/marking";

const NOTHING = { tags: "", place: "", placeName: "", taken: "", shift: "" };

describe("what is typed about photos", () => {
  it("reads spans of time with either sign, and refuses what is none", () => {
    expect(shiftOf("+1:00")).toBe(3600);
    expect(shiftOf("-0:30")).toBe(-1800);
    expect(shiftOf("−2:00:05")).toBe(-7205);
    expect(shiftOf("")).toBe(0);
    for (const text of ["1", "1:60", "later", "+-1:00"]) expect(shiftOf(text)).toBeNull();
  });

  it("reads places on Earth only", () => {
    expect(placeOf("48.85, 2.35")).toEqual({ latitude: 48.85, longitude: 2.35 });
    expect(placeOf("-33.9 18.4")).toEqual({ latitude: -33.9, longitude: 18.4 });
    for (const text of ["91, 0", "0, 181", "Paris", "1,2,3"]) expect(placeOf(text)).toBeNull();
  });

  it("says only what was filled in", () => {
    expect(marking({ ...NOTHING, tags: " sea, , sun " })).toEqual({ tags: ["sea", "sun"] });
    expect(marking(NOTHING)).toBe("nothing");
    expect(marking({ ...NOTHING, shift: "x" })).toBe("shiftWrong");
    expect(marking({ ...NOTHING, place: "x" })).toBe("placeWrong");
  });
});
