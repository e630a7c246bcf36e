import type { ReactNode } from "react";

import type { Status } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { Progressing } from "@/home/Progressing";
import { Safety } from "@/home/Safety";
import { Command } from "@/parts/Command";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words/en";

interface Props {
  status: Status;
  progress: Progress | null;
  now: number;
  /** The buttons. */
  children: ReactNode;
}

/** The answer to the one question, and the one button that fits it. */
export function Hero({ status, progress, now, children }: Props) {
  return (
    <section className="hero" data-state={status.state} aria-label={words.regions.status}>
      <div className="hero-shape">
        <StateShape state={status.state} size={72} />
      </div>
      <div className="hero-text">
        <Headline status={status} />
        {children}
        {status.job === null ? null : <Progressing job={status.job} progress={progress} now={now} />}
        {status.job?.state === "queued" && !status.worker.running ? <NobodyWorks /> : null}
        <Safety totals={status.totals} />
      </div>
    </section>
  );
}

/** The sentence is the server's, computed from the counts; this page only shows it. First in the order of focus. */
function Headline({ status }: { status: Status }) {
  // While counts run, a screen reader would read without end: the progress bar tells it instead.
  const live = status.state === "working" ? "off" : "polite";
  return (
    <div className="headline" role="status" aria-live={live} aria-atomic="true" tabIndex={0}>
      <span className="unseen">{words.states[status.state]}. </span>
      <h1 className="headline-sentence">{status.sentence}</h1>
      {status.detail === "" ? null : <p className="headline-detail">{status.detail}</p>}
    </div>
  );
}

function NobodyWorks() {
  return (
    <div className="hero-hint">
      <p>{words.worker.missing}</p>
      <p>{words.worker.start}</p>
      <Command text={words.worker.command} />
    </div>
  );
}
