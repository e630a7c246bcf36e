import type { ReactNode } from "react";

import type { State } from "@/api/types";

const SHIELD =
  "M16 2.2c.56 0 1.1.1 1.62.3l8.2 3.17A3.3 3.3 0 0 1 27.9 8.75v6.7c0 7.02-4.26 11.77-10.53 14.42a3.5 3.5 0 0 1-2.74 0" +
  "C8.36 27.22 4.1 22.47 4.1 15.45v-6.7a3.3 3.3 0 0 1 2.08-3.08L14.38 2.5c.52-.2 1.06-.3 1.62-.3Z";

const GLYPHS: Record<State, ReactNode> = {
  safe: <path d="m10.7 15.9 3.7 3.7 7-7.5" />,
  working: <path d="M16 9.7v11.1m-4.7-4.6 4.7 4.7 4.7-4.7" />,
  waiting: (
    <>
      <circle className="shape-dot" cx="16" cy="15.7" r="6.7" />
      <path className="shape-hands" d="M16 11.9v4l2.6 1.6" />
    </>
  ),
  paused: <path d="M13.1 11.6v8.6m5.8-8.6v8.6" />,
  attention: <circle className="shape-dot" cx="16" cy="15.8" r="3.7" />,
  problem: <path d="m12 11.9 8 8m0-8-8 8" />,
};

/** The shape of a state: shield and sign, told apart without colour. It says nothing to a screen reader: the sentence does. */
export function StateShape({ state, size = 20 }: { state: State; size?: number }) {
  return (
    <svg className="shape" data-state={state} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="shape-shield" d={SHIELD} />
      <g className="shape-sign">{GLYPHS[state]}</g>
    </svg>
  );
}
