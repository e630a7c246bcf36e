/** The time left, said so that it can be believed: coarse, calm, and silent while nothing is known. */

import { SECOND } from "@/domain/ages";

export type Eta = { unit: "soon" } | { unit: "minute" | "hour" | "day"; count: number };

const MINUTES = [1, 2, 5, 10, 15, 20, 30, 45, 60];
const SILENT_BELOW = 0.05;
const CHANGES_AT_MOST_EVERY = 10 * SECOND;

/** The step nearest to a number of seconds: a minute or less, 1, 2, 5, 10, 15, 20, 30, 45 minutes, then hours and days. */
export function rounded(seconds: number): Eta {
  const minutes = seconds / 60;
  if (minutes <= 1) return { unit: "soon" };
  const last = MINUTES.at(-1) ?? 60;
  if (minutes < last) {
    const nearest = MINUTES.reduce((best, step) => (Math.abs(step - minutes) < Math.abs(best - minutes) ? step : best));
    return nearest === last ? { unit: "hour", count: 1 } : { unit: "minute", count: nearest };
  }
  const hours = minutes / 60;
  return hours < 36 ? { unit: "hour", count: Math.round(hours) } : { unit: "day", count: Math.round(hours / 24) };
}

export interface HeldEta {
  eta: Eta | null;
  /** When it was last changed. */
  at: number;
}

/** The time left to show now: nothing below 5 %, otherwise a new value at most every ten seconds. */
export function nextEta(shown: HeldEta | null, fraction: number, secondsLeft: number | null, now: number): HeldEta {
  const eta = secondsLeft === null || fraction < SILENT_BELOW ? null : rounded(secondsLeft);
  const mayChange = shown?.eta == null || eta === null || now - shown.at >= CHANGES_AT_MOST_EVERY;
  if (!mayChange || (shown !== null && sameEta(shown.eta, eta))) return shown;
  return { eta, at: now };
}

function sameEta(a: Eta | null, b: Eta | null): boolean {
  if (a === null || b === null) return a === b;
  return a.unit === b.unit && ("count" in a ? a.count : 0) === ("count" in b ? b.count : 0);
}
