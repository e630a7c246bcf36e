/** What is said of a photo's state and of how well it is proved, as one of the six shapes and in words. */

import type { Photo, State } from "@/api/types";
import { words } from "@/words";

const SHAPES: Record<Photo["state"], State> = { safe: "safe", pending: "waiting", failed: "attention", skipped: "paused", gone: "paused" };
const WEAK: readonly (string | null)[] = ["size", "none"];

export function shapeOf(photo: Photo): State {
  return SHAPES[photo.state];
}

/** Safe, but no checksum says so: that is shown beside the shape. */
export function isWeak(photo: Photo): boolean {
  return photo.state === "safe" && WEAK.includes(photo.strength);
}

/** `Safe, compared by checksum`. */
export function stateInWords(photo: Photo): string {
  const state = words.folders.states[photo.state];
  return photo.state === "safe" && photo.strength !== null ? `${state}, ${words.folders.strengths[photo.strength]}` : state;
}
