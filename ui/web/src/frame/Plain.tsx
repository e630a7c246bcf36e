import { type ReactNode, useId } from "react";

import type { State } from "@/api/types";
import { Bar } from "@/frame/Bar";
import { StateShape } from "@/shapes/StateShape";

interface Props {
  state: State;
  sentence: ReactNode;
  detail?: ReactNode;
  children?: ReactNode;
}

/** A page that has one thing to say. */
export function Plain({ state, sentence, detail, children }: Props) {
  const id = useId();
  return (
    <>
      <main className="plain" aria-labelledby={id}>
        <StateShape state={state} size={56} />
        <div role="status">
          <h1 id={id} className="headline-sentence" tabIndex={-1}>
            {sentence}
          </h1>
          {detail === undefined ? null : <div className="headline-detail">{detail}</div>}
        </div>
        {children}
      </main>
      <Bar />
    </>
  );
}
