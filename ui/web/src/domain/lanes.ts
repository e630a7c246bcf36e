/** Where each source stands in the job that runs, and the steps of a job. */

import type { Job, Session, Source } from "@/api/types";

const COPYING = ["backup", "full_scan", "folder_scan", "retry"];
const STEPS = { copying: ["listing", "downloading", "finishing"], reading: ["checking", "repairing", "finishing"] } as const;

export type Step = (typeof STEPS)[keyof typeof STEPS][number];

/** The named steps of a job, in order; none for a job that has one only. A retry lists nothing. */
export function stepsOf(job: Job): readonly Step[] {
  if (job.kind === "retry") return ["downloading", "finishing"];
  if (COPYING.includes(job.kind)) return STEPS.copying;
  return job.kind === "verify" || job.kind === "rolling_verify" ? STEPS.reading : [];
}

export type LaneState = "listing" | "working" | "done" | "waiting" | "stopped";

export interface Lane {
  source: Source;
  state: LaneState;
  /** Photos that this job copied there. */
  copied: number;
}

/** Sources in their order: the one that is worked on, those that are done in this job, those whose turn comes. */
export function lanesOf(job: Job, sources: readonly Source[], runs: readonly Session[], since: string | null, asked: readonly number[] | null): Lane[] {
  if (!COPYING.includes(job.kind)) return [];
  const meant = sources.filter((source) => (asked === null ? !source.paused : asked.includes(source.id)));
  return meant.map((source) => laneOf(job, source, since === null ? [] : runs.filter((run) => run.source === source.name && (run.started_at ?? "") >= since)));
}

function laneOf(job: Job, source: Source, runs: readonly Session[]): Lane {
  const done = runs.find((run) => run.kind === "download" && run.finished_at !== null);
  const copied = done === undefined ? 0 : done.downloaded + done.adopted;
  if (job.source === source.name && job.state === "running") return { source, state: job.phase === "listing" ? "listing" : "working", copied };
  if (done === undefined) return { source, state: "waiting", copied };
  return { source, state: done.outcome === "complete" ? "done" : "stopped", copied };
}
