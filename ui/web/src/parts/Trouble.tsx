import type { ReactNode } from "react";

import type { State } from "@/api/types";
import { Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";

interface Props {
  state: State;
  sentence: string;
  action: string;
  children?: ReactNode;
}

/** What happened and what to do, beside the thing it is about. "See what to do" leads to the first of them. */
export function Trouble({ state, sentence, action, children }: Props) {
  return (
    <div className="trouble" data-state={state} data-needs-person={state !== "waiting" || undefined} tabIndex={-1}>
      <StateShape state={state} size={18} />
      <div className="trouble-body">
        <p className="trouble-sentence">
          <Said text={sentence} />
        </p>
        <p className="trouble-action">
          <Said text={action} />
        </p>
        {children}
      </div>
    </div>
  );
}
