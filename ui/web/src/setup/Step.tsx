import { Check } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import type { Setup } from "@/api/types";
import { Bar } from "@/frame/Bar";
import { words } from "@/words";

export const STEPS = ["library", "source", "code", "schedule", "start"] as const;
export type StepName = (typeof STEPS)[number];

const say = words.setup;

interface Props {
  heading: ReactNode;
  text?: ReactNode;
  children: ReactNode;
  /** Which part of a step it is: the heading takes the focus again when it changes. */
  part?: string;
}

/** One question: its heading, which has the focus at first, one sentence, and what answers it. */
export function Question({ heading, text, children, part = "" }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [part]);
  return (
    <div className="setup-question">
      <div className="setup-asked">
        <h1 ref={title} className="setup-heading" tabIndex={-1}>
          {heading}
        </h1>
        {text === undefined ? null : <p className="setup-text">{text}</p>}
      </div>
      {children}
    </div>
  );
}

/** The frame around every step: how far it is, the question, and the name of the program last. */
export function Frame({ steps, children }: { steps?: ReactNode; children: ReactNode }) {
  return (
    <>
      <main className="setup" id="content">
        {steps}
        {children}
      </main>
      <Bar />
    </>
  );
}

/** The steps, those behind the person to be gone back to. */
export function Steps({ shown, stage, show }: { shown: StepName; stage: Setup["stage"]; show: (step: StepName) => void }) {
  const reached = stage === "done" ? STEPS.length - 1 : STEPS.findIndex((step) => step === stage);
  return (
    <nav className="setup-steps" aria-label={say.steps.label}>
      <p className="unseen">{say.stepOf(STEPS.indexOf(shown) + 1, STEPS.length)}</p>
      <ol className="setup-step-list">
        {STEPS.map((step, place) => (
          <li key={step}>
            <button
              type="button"
              className="setup-step"
              data-past={place < reached}
              aria-current={step === shown ? "step" : undefined}
              disabled={place > reached || stage === "done"}
              onClick={() => show(step)}
            >
              <span className="setup-step-sign" aria-hidden="true">
                {place < reached && step !== shown ? <Check size={13} /> : null}
              </span>
              <span className="setup-step-name">{say.steps[step]}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The buttons under a question: the obvious one last, as in the system's own dialogs. */
export function Choices({ children }: { children: ReactNode }) {
  return <div className="setup-choices">{children}</div>;
}
