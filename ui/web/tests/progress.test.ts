import { describe, expect, it } from "vitest";

import type { Job } from "@/api/types";
import { advance, isMeasured, type Progress } from "@/domain/progress";

const JOB: Job = {
  id: 1, kind: "backup", state: "running", phase: "downloading", source: "Travel", photos_done: 0, photos_total: 100,
  bytes_done: 0, bytes_total: 1_000, bytes_per_second: null, seconds_left: null, found: 100, current: null,
  wait_until: null, wait_reason: null, wait_code: null, wish: null, calls_left: null, calls_limit: null, finishes_at: null, why: null,
};

/** What is shown after these states, one after the other. */
function shown(...jobs: Partial<Job>[]): Progress {
  const [first, ...rest] = jobs;
  return rest.reduce((before, job, at) => advance(before, { ...JOB, ...job }, (at + 1) * 1_000), advance(null, { ...JOB, ...first }, 0));
}

describe("the bar", () => {
  it("has no length while a listing runs", () => {
    expect(isMeasured({ ...JOB, phase: "listing", found: 8_400 })).toBe(false);
    expect(shown({ phase: "listing", found: 8_400 }).percent).toBeNull();
  });

  it("is driven by bytes, and by photos only where there are no bytes", () => {
    expect(shown({ bytes_done: 380, photos_done: 1 }).percent).toBe(38);
    expect(shown({ bytes_total: 0, photos_done: 25 }).percent).toBe(25);
    expect(isMeasured({ ...JOB, bytes_total: 0, photos_total: 0 })).toBe(false);
  });

  it("never goes back when the total grows, and says what was found", () => {
    const grown = shown({ bytes_done: 500, photos_done: 50 }, { bytes_done: 500, bytes_total: 2_000, photos_total: 412 });
    expect(grown.fraction).toBe(0.5);
    expect(grown.percent).toBe(50);
    expect(grown.grown).toBe(312);
  });

  it("starts anew with another job", () => {
    expect(shown({ bytes_done: 500 }, { id: 2, bytes_done: 10 }).percent).toBe(1);
  });

  it("starts anew with another source: it does not stand full while that one is copied", () => {
    expect(shown({ bytes_done: 1_000 }, { source: "Family", bytes_done: 10 }).percent).toBe(1);
  });

  it("stays where it was through a second listing", () => {
    expect(shown({ bytes_done: 500 }, { phase: "listing" }, { bytes_done: 100 }).percent).toBe(50);
  });

  it("never says a hundred per cent while the job is not over", () => {
    expect(shown({ bytes_done: 1_000 }).percent).toBe(99);
    expect(shown({ bytes_done: 2_220 }).fraction).toBe(1);
  });

  it("rounds down: 99.9 % is not 100 %", () => {
    expect(shown({ bytes_done: 389 }).percent).toBe(38);
  });
});

describe("the time left", () => {
  it("is not said while the job waits", () => {
    expect(shown({ bytes_done: 500, seconds_left: 600 }).eta?.eta).toEqual({ unit: "minute", count: 10 });
    expect(shown({ bytes_done: 500, seconds_left: 600 }, { state: "waiting", bytes_done: 500 }).eta).toBeNull();
  });
});

describe("the speeds", () => {
  it("are kept for a while only", () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ bytes_per_second: at }));
    const { speeds } = shown(...many);
    expect(speeds).toHaveLength(120);
    expect(speeds.at(-1)).toBe(299);
  });
});
