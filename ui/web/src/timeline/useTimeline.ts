import { useEffect, useSyncExternalStore } from "react";

import type { Wish } from "@/domain/justified";
import { type Shown, theReader } from "@/timeline/reader";

export interface Timeline extends Shown {
  /** Reads it anew, if it changed. */
  again: () => void;
}

/** The whole library, laid out as it is wished. `sign` is another text whenever photos may have changed. */
export function useTimeline(wish: Wish, sign: string): Timeline {
  const reader = theReader();
  const shown = useSyncExternalStore(reader.subscribe, reader.snapshot);
  const { width, height, months } = wish;
  useEffect(() => reader.wish({ width, height, months }), [reader, width, height, months]);
  useEffect(() => reader.look(false), [reader, sign]);
  return { ...shown, again: reader.again };
}
