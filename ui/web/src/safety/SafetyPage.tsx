import { Refused } from "@/api/client";
import type { Safety, Status } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { Bar } from "@/frame/Bar";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { CopiesCard } from "@/safety/CopiesCard";
import { DrillCard } from "@/safety/DrillCard";
import { ReadingCard } from "@/safety/ReadingCard";
import { RestoreCard } from "@/safety/RestoreCard";
import { StatementCard } from "@/safety/StatementCard";
import { type SafetyRead, useSafety } from "@/safety/useSafety";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.trust;

interface Props {
  status: Status;
  progress: Progress | null;
  now: number;
  /** Nobody answers: what is shown is from before, and nothing can be asked for. */
  lost: boolean;
}

/** Can I rely on it? One answer, and four questions with the evidence for theirs. */
export function SafetyPage({ status, progress, now, lost }: Props) {
  const read = useSafety(versionOf(status));
  const { safety } = read;
  return (
    <>
      <a className="skip" href="#evidence" onClick={skipToEvidence}>
        {say.skip}
      </a>
      {safety === null ? <Unread read={read} /> : <Verdict said={lost ? status : safety} />}
      <Bar pages />
      <main id="evidence" className="content evidence" tabIndex={-1} inert={lost}>
        {safety === null ? null : (
          <>
            <div className="content-main">
              <StatementCard sources={safety.sources} doubted={safety.reading.held !== null} status={status} now={now} />
              <ReadingCard safety={safety} status={status} progress={progress} now={now} />
              <RestoreCard status={status} />
            </div>
            <div className="content-side">
              <DrillCard drill={safety.drill} status={status} now={now} />
              <CopiesCard copies={safety.copies} status={status} now={now} />
            </div>
          </>
        )}
      </main>
    </>
  );
}

/** The address stays that of the page. */
function skipToEvidence(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("evidence")?.focus();
}

/** The sentences are the server's, computed from the same figures that stand below. */
function Verdict({ said }: { said: Pick<Safety, "state" | "sentence" | "detail"> }) {
  return (
    <section className="hero" data-state={said.state} aria-label={words.regions.status}>
      <div className="hero-shape">
        <StateShape state={said.state} size={72} />
      </div>
      <div className="hero-text">
        <div className="headline" role="status" aria-live={said.state === "working" ? "off" : "polite"} aria-atomic="true" tabIndex={0}>
          <span className="unseen">{words.states[said.state]}. </span>
          <h1 className="headline-sentence">
            <Said text={said.sentence} />
          </h1>
          {said.detail === "" ? null : (
            <p className="headline-detail">
              <Said text={said.detail} />
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function Unread({ read }: { read: SafetyRead }) {
  return (
    <section className="hero" data-state="waiting" aria-label={words.regions.status}>
      <div className="hero-shape" />
      <div className="hero-text">
        <h1 className="headline-sentence">{say.heading}</h1>
        {read.error === null ? (
          <p className="folder-loading" role="status">
            {say.loading}
          </p>
        ) : (
          <div role="alert">
            <p>{read.error instanceof Refused ? <Said text={read.error.problem.message} /> : words.notice.offline}</p>
            <Button onClick={read.again}>{say.retry}</Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** Changes when the evidence may have: whenever a job turns or the counts do, but not at every photo of a running job. */
function versionOf({ job, totals, state, library, last_verify: last, verification }: Status): string {
  const counted = job === null ? [totals.safe, totals.verified] : [];
  return [job?.id, job?.kind, job?.state, job?.phase, totals.failed, state, library.code, last, verification.held?.absent, ...counted].join(" ");
}
