import { describe, expect, it } from "vitest";

import type { Job, Session, Source } from "@/api/types";
import { dayState, stepTo } from "@/domain/days";
import { lanesOf, stepsOf } from "@/domain/lanes";

const job = (more: Partial<Job>) => ({ id: 1, kind: "backup", state: "running", phase: "downloading", source: "Travel", ...more }) as Job;
const source = (id: number, name: string, paused = false) => ({ id, name, paused, pending: 0 }) as Source;
const run = (name: string, outcome: string, at: string) => ({ source: name, kind: "download", outcome, started_at: at, finished_at: at, downloaded: 4, adopted: 1 }) as Session;

describe("a day", () => {
  it("with trouble is never clean", () => {
    expect(dayState({ checks: 3, runs: 6, troubled: 1 })).toBe("troubled");
    expect(dayState({ checks: 1, runs: 2, troubled: 0 })).toBe("clean");
    expect(dayState({ checks: 0, runs: 1, troubled: 0 })).toBe("some");
    expect(dayState({ checks: 0, runs: 0, troubled: 0 })).toBe("none");
  });

  it("is reached by arrows, and the ends by Home and End", () => {
    expect([stepTo(5, "ArrowLeft", 30), stepTo(0, "ArrowLeft", 30), stepTo(29, "ArrowRight", 30), stepTo(3, "Home", 30), stepTo(3, "End", 30)]).toEqual([4, 0, 29, 0, 29]);
    expect(stepTo(5, "x", 30)).toBeNull();
    expect(stepTo(0, "End", 0)).toBeNull();
  });
});

describe("lanes", () => {
  const sources = [source(1, "Done"), source(2, "Travel"), source(3, "Later"), source(4, "Paused", true)];
  const since = "2026-11-21T12:00:00.000Z";

  it("say which source is done, worked on or to come; paused ones have none", () => {
    const runs = [run("Done", "complete", "2026-11-21T12:05:00.000Z"), run("Later", "complete", "2026-11-20T09:00:00.000Z")];
    const lanes = lanesOf(job({}), sources, runs, since, null);
    expect(lanes.map(({ source: { name }, state, copied }) => [name, state, copied])).toEqual([["Done", "done", 5], ["Travel", "working", 0], ["Later", "waiting", 0]]);
  });

  it("are those that were asked for, a paused one too", () => {
    expect(lanesOf(job({ phase: "listing" }), sources, [], since, [2, 4]).map(({ state }) => state)).toEqual(["listing", "waiting"]);
  });

  it("do not call a source done that stopped", () => {
    expect(lanesOf(job({}), [source(1, "Done")], [run("Done", "incomplete", since)], since, null)[0]?.state).toBe("stopped");
  });

  it("and steps are only there for jobs that have some", () => {
    expect(stepsOf(job({ kind: "retry" }))).toEqual(["downloading", "finishing"]);
    expect(stepsOf(job({ kind: "verify" }))[0]).toBe("checking");
    expect(stepsOf(job({ kind: "drill" }))).toEqual([]);
    expect(lanesOf(job({ kind: "verify" }), sources, [], since, null)).toEqual([]);
  });
});
