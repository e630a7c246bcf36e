import { describe, expect, it } from "vitest";

import type { Job, Source, Status } from "@/api/types";
import { choices, needsPerson } from "@/domain/actions";

const NONE = { md5: 0, full: 0, composite: 0, size: 0, none: 0 };
const SOURCE: Source = {
  id: 1, name: "Travel", kind: "cloudinary", listed: 10, safe: 10, pending: 0, failed: 0, skipped: 0, archived: 0, markers: 0, gone: 0,
  bytes: 10, safe_bytes: 10, last_complete_scan: null, paused: false, next_due: null, wait_until: null, problem: null, held: null,
  stale: false, budget: null, strengths: NONE,
};
const JOB: Job = {
  id: 7, kind: "backup", state: "running", phase: "downloading", source: "Travel", photos_done: 0, photos_total: 0,
  bytes_done: 0, bytes_total: 0, bytes_per_second: null, seconds_left: null, found: 0, current: null, wait_until: null,
  wait_reason: null, wait_code: null, wish: null, calls_left: null, calls_limit: null, finishes_at: null, why: null,
};
const STATUS: Status = {
  state: "safe", sentence: "", detail: "", job: null, last_verify: null, sources: [SOURCE], types: [],
  library: { path: "/photos", online: true, free_bytes: 1, code: null, message: null, action: null },
  totals: { listed: 10, safe: 10, pending: 0, failed: 0, skipped: 0, gone: 0, bytes: 10, safe_bytes: 10, originals: 10,
            original_bytes: 10, verified: 0, strengths: NONE },
  verification: { days: 30, recent: 0, overdue: 0, never: 10, oldest_check: null, next_check: null, held: null, lost: 0,
                  lost_files: [] },
  problems: 0, paused_since: null, paused_until: null, worker: { running: true, role: "daemon", pid: 1 },
};
const PROBLEM = { code: "AUTH_REVOKED", message: "", action: "" };

const named = (status: Partial<Status>) => choices({ ...STATUS, ...status }).map((choice) => choice.action);

describe("the buttons", () => {
  it.each<[string, Partial<Status>, string[]]>([
    ["safe", { state: "safe" }, ["check", "pause"]],
    ["working", { state: "working", job: JOB }, ["pause", "stop"]],
    ["waiting for a time", { state: "waiting", job: { ...JOB, state: "waiting" } }, ["pause", "stop"]],
    ["waiting for a drive", { state: "waiting" }, ["backup", "pause"]],
    ["a paused job", { state: "paused", job: { ...JOB, state: "paused" } }, ["resume", "stop"]],
    ["paused sources", { state: "paused", sources: [{ ...SOURCE, paused: true }] }, ["resume-sources"]],
    ["failures", { state: "attention", totals: { ...STATUS.totals, failed: 3 } }, ["look", "backup", "pause"]],
    ["too old", { state: "attention", sources: [{ ...SOURCE, stale: true }] }, ["backup", "pause"]],
    ["a refused key", { state: "problem", sources: [{ ...SOURCE, problem: PROBLEM }] }, ["look", "backup", "pause"]],
    ["a held disappearance", { state: "attention", sources: [{ ...SOURCE, held: { code: "MASS_GONE", message: "", absent: 3 } }] }, ["look", "backup", "pause"]],
    ["a pause of everything", { state: "paused", paused_since: "2026-11-22T12:00:00Z" }, ["resume-all"]],
    ["a pause in the middle", { state: "paused", paused_since: "2026-11-22T12:00:00Z", job: { ...JOB, state: "paused" } }, ["resume-all", "stop"]],
    ["a pause that begins", { state: "working", paused_since: "2026-11-22T12:00:00Z", job: { ...JOB, wish: "pause" } }, ["resume-all", "stop"]],
    ["a wish during a pause", { state: "working", paused_since: "2026-11-22T12:00:00Z", job: JOB }, ["pause", "resume-all", "stop"]],
    ["a pause and failures", { state: "attention", paused_since: "2026-11-22T12:00:00Z", totals: { ...STATUS.totals, failed: 3 } }, ["look", "resume-all"]],
  ])("of %s", (_, status, expected) => {
    expect(named(status)).toEqual(expected);
  });

  it("never offer the same thing twice, and always one first", () => {
    for (const state of ["safe", "working", "waiting", "paused", "attention", "problem"] as const) {
      for (const job of [null, JOB, { ...JOB, state: "paused" as const }]) {
        const actions = named({ state, job });
        expect(new Set(actions).size).toBe(actions.length);
        expect(actions.length).toBeGreaterThan(0);
      }
    }
  });

  it("lead to a person's task only where there is one", () => {
    const passing = { ...SOURCE, problem: { ...PROBLEM, code: "RATE_LIMIT" } };
    expect(needsPerson({ ...STATUS, sources: [passing] })).toBe(false);
    expect(needsPerson({ ...STATUS, sources: [{ ...SOURCE, problem: PROBLEM }] })).toBe(true);
  });
});
