import { X } from "lucide-react";

import type { Problem } from "@/api/types";
import { Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

/** What became of a click that did not work: what happened, and what to do. */
export function Notice({ problem, dismiss }: { problem: Problem | null; dismiss: () => void }) {
  return (
    <div className="notice-place" role="alert">
      {problem === null ? null : (
        <div className="notice">
          <StateShape state="problem" size={18} />
          <p className="notice-text">
            <Said text={problem.message} />{" "}
            <span className="notice-action">
              <Said text={problem.action} />
            </span>
          </p>
          <button type="button" className="icon-button" aria-label={words.notice.dismiss} onClick={dismiss}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
