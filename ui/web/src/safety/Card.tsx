import { type ReactNode, useId } from "react";

import type { State } from "@/api/types";
import { StateShape } from "@/shapes/StateShape";

interface Props {
  question: string;
  state: State;
  answer: ReactNode;
  children?: ReactNode;
}

/** One question about the library, its answer, and under it what the answer rests on. */
export function Card({ question, state, answer, children }: Props) {
  const id = useId();
  return (
    <section className="panel proof" aria-labelledby={id}>
      <div className="proof-top">
        <StateShape state={state} size={26} />
        <div className="proof-said">
          <h2 id={id} className="proof-question">
            {question}
          </h2>
          <p className="proof-answer">{answer}</p>
        </div>
      </div>
      {children}
    </section>
  );
}

/** A name and what there is to say of it. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="library-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
