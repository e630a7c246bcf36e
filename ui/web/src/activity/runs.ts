/** A run in words: how it ended, and what it did. */

import type { Session, State } from "@/api/types";
import { words } from "@/words";

const say = words.history;

/** A run with failures is never green, and never just complete. */
export function shapeOf(session: Session): State {
  if (session.outcome === "running") return "working";
  if (session.outcome === "waiting") return "waiting";
  if (session.outcome === "failed") return "problem";
  if (session.outcome === "paused" || session.outcome === "cancelled") return "paused";
  return session.outcome === "complete" && isClean(session) ? "safe" : "attention";
}

function isClean({ failed, damaged, missing, repaired }: Session): boolean {
  return failed === 0 && damaged + missing <= repaired;
}

export function outcomeOf(session: Session): string {
  if (session.outcome === "complete" && !isClean(session)) return say.troubled;
  return say.outcomes[session.outcome] ?? session.outcome;
}

export function kindOf(session: Session): string {
  return say.kinds[session.kind] ?? session.kind;
}

/** The few counts that matter of this kind, in one line. */
export function countsOf(session: Session): string {
  const parts = session.kind === "scan" ? scanCounts(session) : session.kind === "download" ? copyCounts(session) : checkCounts(session);
  return parts.filter((part) => part !== null).join(", ");
}

function scanCounts(session: Session): (string | null)[] {
  const changes = [some(session.new, say.added), some(session.changed, say.changed), some(session.moved, say.moved), some(session.gone, say.gone)];
  return [say.found(session.listed), ...(changes.every((change) => change === null) ? [say.nothingNew] : changes)];
}

function copyCounts(session: Session): (string | null)[] {
  return [say.copied(session.downloaded, session.bytes), some(session.adopted, say.adopted), some(session.failed, say.failed)];
}

function checkCounts(session: Session): (string | null)[] {
  const found = [some(session.damaged, say.damaged), some(session.missing, say.missing), some(session.repaired, say.repaired)];
  return [say.checked(session.checked), ...(found.every((count) => count === null) ? [say.intact] : found)];
}

function some(count: number, words: (count: number) => string): string | null {
  return count > 0 ? words(count) : null;
}
