/** Which buttons stand under the headline. One is always the obvious one. */

import type { Job, Source, Status } from "@/api/types";

export type Action = "backup" | "check" | "pause" | "resume" | "anyway" | "resume-all" | "resume-sources" | "stop" | "look";

export interface Choice {
  action: Action;
  /** The obvious one is drawn filled; beside a calm headline nothing needs to shout. */
  prominent: boolean;
}

/** The buttons for what the server says, the most useful first. */
export function choices(status: Status): Choice[] {
  const first = primary(status);
  const rest = [...new Set(secondary(status))].filter((action) => action !== first.action);
  return [first, ...rest.map((action) => ({ action, prominent: false }))];
}

/** Whether something on this page needs a person: what the button "See what to do" leads to. */
export function needsPerson(status: Status): boolean {
  return status.totals.failed > 0 || status.verification.held !== null || status.verification.lost > 0 || !status.library.online || status.library.code !== null || status.sources.some(hasTrouble);
}

function hasTrouble(source: Source): boolean {
  return source.held !== null || (source.problem !== null && !passesByItself(source.problem.code));
}

/** What a backup waits for that a person may do without: power, another network. */
const HELD_UP = ["ON_BATTERY", "METERED"];

/** Whether the job waits for better surroundings, so that nobody knows when it goes on. */
export function isHeldUp(job: Job): boolean {
  return job.state === "waiting" && HELD_UP.includes(job.wait_code ?? "");
}

const TRANSIENT = ["RATE_LIMIT", "OFFLINE", "SERVER_ERROR"];

/** Whether a source's problem goes away without anybody doing anything. */
export function passesByItself(code: string): boolean {
  return TRANSIENT.includes(code);
}

function primary(status: Status): Choice {
  const { job } = status;
  if (status.paused_since !== null && !(job?.state === "running" && job.wish === null)) return pausedChoice(status);
  switch (status.state) {
    case "safe":
      return { action: "check", prominent: false };
    case "working":
    case "waiting":
      return job === null ? { action: "backup", prominent: status.library.online } : jobChoice(job);
    case "paused":
      return { action: job?.state === "paused" ? "resume" : "resume-sources", prominent: true };
    case "attention":
    case "problem":
      if (needsPerson(status)) return { action: "look", prominent: true };
      return job === null ? { action: "backup", prominent: true } : jobChoice(job);
  }
}

/** All backups rest: going on is what is left to do, unless something needs the person first. */
function pausedChoice(status: Status): Choice {
  const asks = (status.state === "attention" || status.state === "problem") && needsPerson(status);
  return { action: asks ? "look" : "resume-all", prominent: true };
}

function secondary(status: Status): Action[] {
  const { job } = status;
  if (status.paused_since !== null) return job === null ? ["resume-all"] : ["resume-all", "stop"];
  if (job !== null) return [jobChoice(job).action, "stop"];
  if (status.state === "attention" || status.state === "problem") return ["backup", "pause"];
  return status.state === "paused" ? [] : ["pause"];
}

function jobChoice(job: Job): Choice {
  if (isHeldUp(job)) return { action: "anyway", prominent: true };
  return { action: job.state === "paused" ? "resume" : "pause", prominent: true };
}
