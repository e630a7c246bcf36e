/** What the progress bar shows: it never goes back, never says 100 % before the end, and explains a pause of itself. */

import type { Job } from "@/api/types";
import { type HeldEta, nextEta } from "@/domain/eta";

export interface Progress {
  job: number;
  /** The bar is that of one source: another one has bytes of its own, and a bar that is full would stand still meanwhile. */
  source: string | null;
  /** Null: how much there is to do is not known yet. */
  fraction: number | null;
  percent: number | null;
  /** Photos that were found after the bar had started. */
  grown: number;
  total: number;
  eta: HeldEta | null;
  /** Bytes a second, as they were reported lately; oldest first. */
  speeds: readonly number[];
}

const SPEEDS_KEPT = 120;

/** The next picture of a job, from the one shown before. */
export function advance(before: Progress | null, job: Job, now: number): Progress {
  const last = before?.job === job.id && before.source === job.source ? before : null;
  const measured = fractionOf(job);
  const fraction = measured === null ? null : Math.max(measured, last?.fraction ?? 0);
  const eta = fraction === null || job.state !== "running" ? null : nextEta(last?.eta ?? null, fraction, job.seconds_left, now);
  return {
    job: job.id,
    source: job.source,
    fraction: fraction ?? last?.fraction ?? null,
    percent: fraction === null ? null : Math.min(99, Math.floor(fraction * 100)),
    ...growth(last, job),
    eta,
    speeds: job.bytes_per_second === null ? (last?.speeds ?? []) : [...(last?.speeds ?? []), job.bytes_per_second].slice(-SPEEDS_KEPT),
  };
}

/** Whether the bar has a length at all: a listing does not know how long it will be. */
export function isMeasured(job: Job): boolean {
  return fractionOf(job) !== null;
}

function fractionOf(job: Job): number | null {
  if (job.phase === "listing") return null;
  if (job.bytes_total > 0) return clamp(job.bytes_done / job.bytes_total);
  return job.photos_total > 0 ? clamp(job.photos_done / job.photos_total) : null;
}

function growth(last: Progress | null, job: Job): { grown: number; total: number } {
  const total = Math.max(job.photos_total, last?.total ?? 0);
  const started = last !== null && last.fraction !== null && last.total > 0;
  return { grown: (last?.grown ?? 0) + (started ? Math.max(0, job.photos_total - last.total) : 0), total };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
