import { Flag, Play, X } from "lucide-react";
import type { Ref } from "react";

import type { State } from "@/api/types";
import { StateShape } from "@/shapes/StateShape";

const STATES: readonly State[] = ["waiting", "attention", "paused"];

/** The signs that tiles wear, drawn once; tiles take copies. */
export function Signs({ ref }: { ref: Ref<HTMLSpanElement> }) {
  return (
    <span ref={ref} hidden>
      {STATES.map((state) => (
        <span key={state} data-sign={state}>
          <StateShape state={state} size={16} />
        </span>
      ))}
      <span data-sign="video"><Play size={14} fill="currentColor" aria-hidden="true" /></span>
      <span data-sign="pick"><Flag size={14} fill="currentColor" aria-hidden="true" /></span>
      <span data-sign="reject"><X size={14} aria-hidden="true" /></span>
    </span>
  );
}
