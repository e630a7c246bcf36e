/** What a day was, in one word; and where an arrow key leads in a row of them. */

import type { DayOfRuns } from "@/api/types";

export type DayState = "clean" | "troubled" | "some" | "none";

/** A day with trouble is never clean, however many checks were complete. */
export function dayState({ checks, runs, troubled }: Pick<DayOfRuns, "checks" | "runs" | "troubled">): DayState {
  if (troubled > 0) return "troubled";
  if (checks > 0) return "clean";
  return runs > 0 ? "some" : "none";
}

/** Null: the key leads nowhere here. */
export function stepTo(at: number, key: string, count: number): number | null {
  const steps: Partial<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 };
  const to = steps[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
