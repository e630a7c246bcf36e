import { lazy, Suspense } from "react";

import type { PhotoInFull } from "@/api/types";
import type { Sequence } from "@/photos/sequence";

export interface ViewerProps {
  photo: number;
  /** The photos that arrows, Home and End lead through. */
  sequence: Sequence;
  /** Leads to another photo of the list. */
  turn: (photo: number) => void;
  leave: () => void;
  /** Told what was read of the photo. */
  read?: ((whole: PhotoInFull) => void) | undefined;
  /** Tells the grid which photo was looked at last, by its place. */
  seen: (place: number) => void;
  now: number;
}

const Loaded = lazy(async () => ({ default: (await import("@/viewer/Viewer")).Viewer }));

/** One photo, large, with all that is known of it. Loaded when the first one is opened. */
export function Viewer(props: ViewerProps) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
