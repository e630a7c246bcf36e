import { describe, expect, it } from "vitest";

import { age, DAY, daysBetween, HOUR, length, MINUTE, naming, SECOND } from "@/domain/ages";
import { ago, duration, moment } from "@/words/locale";

describe("age", () => {
  it.each([
    [0, null],
    [59 * SECOND, null],
    [MINUTE, { count: 1, unit: "minute" }],
    [HOUR - 1, { count: 59, unit: "minute" }],
    [HOUR, { count: 1, unit: "hour" }],
    [DAY - 1, { count: 23, unit: "hour" }],
    [6 * DAY, { count: 6, unit: "day" }],
    [60 * DAY, { count: 1, unit: "month" }],
    [800 * DAY, { count: 2, unit: "year" }],
  ])("of %d ms is the largest whole unit, never rounded up", (milliseconds, expected) => {
    expect(age(milliseconds)).toEqual(expected);
  });
});

describe("moments", () => {
  const at = (text: string) => new Date(text);
  const now = at("2026-11-20T14:00:00");
  it.each([
    ["2026-11-20T23:59:00", "today"],
    ["2026-11-19T00:01:00", "yesterday"],
    ["2026-11-21T08:00:00", "tomorrow"],
    ["2026-11-17T21:10:00", "weekday"],
    ["2026-11-26T21:10:00", "weekday"],
    ["2026-11-27T21:10:00", "date"],
    ["2026-10-01T21:10:00", "date"],
  ])("%s is named as %s", (text, expected) => {
    expect(naming(at(text), now)).toBe(expected);
  });

  it("counts calendar days across a change of the clock", () => {
    expect(daysBetween(at("2026-03-28T23:30:00"), at("2026-03-29T23:30:00"))).toBe(1);
  });

  it.each([
    ["2026-11-20T09:05:00", "09:05"],
    ["2026-11-21T08:00:00", "tomorrow 08:00"],
    ["2026-11-17T21:10:00", "Tuesday 21:10"],
    ["2025-11-17T21:10:00", "17 Nov 2025, 21:10"],
  ])("%s is said as %s", (text, expected) => {
    expect(moment(text, now.getTime())).toBe(expected);
  });

  it("says ages in words, and nothing of the future", () => {
    expect(ago("2026-11-20T13:48:00", now.getTime())).toBe("12 minutes ago");
    expect(ago("2026-11-14T13:00:00", now.getTime())).toBe("6 days ago");
    expect(ago("2026-11-20T14:00:05", now.getTime())).toBe("just now");
  });
});

describe("durations", () => {
  it.each([
    [0, "0 s"],
    [8_400, "8 s"],
    [59_600, "1 min"],
    [4 * MINUTE + 11 * SECOND, "4 min 11 s"],
    [2 * HOUR + 5 * MINUTE + 30 * SECOND, "2 h 5 min"],
    [3 * HOUR, "3 h"],
  ])("%d ms are said as %s", (milliseconds, expected) => {
    expect(duration(milliseconds)).toBe(expected);
  });

  it("is never negative, even when a clock was set back", () => {
    expect(length(-5000)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
  });
});
