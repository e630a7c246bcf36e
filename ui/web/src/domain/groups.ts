/** Failures by their cause: a thousand photos that failed for one reason are one card. */

import type { Failure, FailureGroup } from "@/api/types";

/** The server groups by code; two sentences under one code are two causes. */
export function keyOf(cause: { code: string; message: string }): string {
  return `${cause.code} ${cause.message}`;
}

/** The causes with the most photos first; then by name, so that cards do not swap places by themselves. */
export function ordered(groups: readonly FailureGroup[]): FailureGroup[] {
  return [...groups].sort((a, b) => b.photos - a.photos || keyOf(a).localeCompare(keyOf(b), "en"));
}

/** Pages put one behind the other, without what came twice because something changed in between. */
export function joined(pages: readonly (readonly Failure[])[]): Failure[] {
  return [...new Map(pages.flat().map((failure) => [failure.id, failure])).values()];
}
