/** Where the person was: beside each step of the history, so that Back and a reload come back there; and once for this window. */

import { ZOOMS } from "@/timeline/zooms";

export interface Where {
  photo: number;
  /** Pixels between the top of its row and the top of what is seen. */
  offset: number;
  zoom: number;
}

const PLACE = "holdfast.timeline";
/** A page that ends cannot write into the history any more: where it was left lies here until the next one rests. */
const LEFT = "holdfast.timeline.left";
let left = stored(LEFT);

export function where(): Where | null {
  const said = left ?? (history.state as { timeline?: unknown } | null)?.timeline ?? stored(PLACE);
  const found = said as Partial<Where> | null;
  if (typeof found?.photo !== "number" || typeof found.offset !== "number" || typeof found.zoom !== "number") return null;
  return { photo: found.photo, offset: found.offset, zoom: Math.max(0, Math.min(ZOOMS - 1, Math.floor(found.zoom))) };
}

export function remember(place: Where): void {
  left = null;
  sessionStorage.removeItem(LEFT);
  history.replaceState({ ...(history.state as object | null), timeline: place }, "");
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

/** The page ends, perhaps in the middle of a movement. */
export function leaveAt(place: Where): void {
  sessionStorage.setItem(LEFT, JSON.stringify(place));
}

function stored(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
