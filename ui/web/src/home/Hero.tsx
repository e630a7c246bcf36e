import type { ReactNode } from "react";

import type { Status } from "@/api/types";
import { isHeldUp } from "@/domain/actions";
import type { Progress } from "@/domain/progress";
import { Progressing } from "@/home/Progressing";
import { Meaning } from "@/home/Meaning";
import { Speed } from "@/home/Speed";
import { StartService } from "@/home/StartService";
import { Command } from "@/parts/Command";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

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
        {status.job === null || isHeldUp(status.job) ? null : <Progressing job={status.job} progress={progress} now={now} told={status.state === "working"} />}
        {children}
        {status.worker.running || status.sources.length === 0 ? null : <NobodyWorks queued={status.job?.state === "queued"} />}
        <div className="hero-more">
          {progress !== null && status.job?.state === "running" && progress.speeds.length > 0 ? (
            <Disclosure summary={words.progress.details}>{() => <Speed speeds={progress.speeds} />}</Disclosure>
          ) : null}
          <Meaning totals={status.totals} />
        </div>
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
      <h1 className="headline-sentence">
        <Said text={status.sentence} />
      </h1>
      {status.detail === "" ? null : <p className="headline-detail"><Said text={status.detail} /></p>}
    </div>
  );
}

/** No backup comes by itself, and nobody takes what was asked for. */
function NobodyWorks({ queued }: { queued: boolean }) {
  return (
    <div className="hero-hint">
      <p>
        <StateShape state="attention" size={16} /> {queued ? words.worker.queued : words.worker.missing}
      </p>
      <StartService />
      <Disclosure summary={words.worker.start}>{() => <Command text={words.worker.command} />}</Disclosure>
    </div>
  );
}
