/** Where the person was: beside each step of the history, so that Back and a reload come back there; and once for this window. */

import { ZOOMS } from "@/timeline/zooms";

export interface Where {
  photo: number;
  /** Pixels between the top of its row and the top of what is seen. */
  offset: number;
  zoom: number;
}

const PLACE = "holdfast.timeline";

export function where(): Where | null {
  const said = (history.state as { timeline?: unknown } | null)?.timeline ?? kept();
  const found = said as Partial<Where> | null;
  if (typeof found?.photo !== "number" || typeof found.offset !== "number" || typeof found.zoom !== "number") return null;
  return { photo: found.photo, offset: found.offset, zoom: Math.max(0, Math.min(ZOOMS - 1, Math.floor(found.zoom))) };
}

export function remember(place: Where): void {
  history.replaceState({ ...(history.state as object | null), timeline: place }, "");
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

function kept(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  } catch {
    return null;
  }
}
