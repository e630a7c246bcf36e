import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Job, JobInFull, Session, Sessions, Status } from "@/api/types";
import { type Lane, lanesOf, type LaneState, stepsOf } from "@/domain/lanes";
import type { WholePlace } from "@/frame/placed";
import { Buttons } from "@/home/Buttons";
import { Progressing } from "@/home/Progressing";
import { Speed } from "@/home/Speed";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.activity;
const SHAPES: Record<LaneState, "working" | "safe" | "waiting" | "paused"> = { listing: "working", working: "working", done: "safe", waiting: "waiting", stopped: "paused" };

/** The job of this moment: its steps, its sources, how long it takes and why; pause, resume, stop. */
export function Now({ status, progress, now, version }: WholePlace & { version: string }) {
  const { job } = status;
  return (
    <section className="panel now" data-state={status.state} aria-labelledby="now-heading">
      <h2 id="now-heading" className="heading">
        {say.now}
      </h2>
      {job === null ? <Idle status={status} now={now} /> : <Steps job={job} />}
      {job === null ? null : <Progressing job={job} progress={progress} now={now} told={false} />}
      {job?.state === "waiting" && job.wait_reason !== null ? (
        <p className="card-done">
          <Said text={job.wait_reason} />
        </p>
      ) : null}
      {job?.why == null ? null : (
        <p className="card-done">
          {say.why} <Said text={job.why} />
        </p>
      )}
      {status.sources.length === 0 ? null : <Buttons status={status} plain />}
      {job === null ? null : <Lanes key={job.id} job={job} status={status} version={version} />}
      {progress !== null && job?.state === "running" && progress.speeds.length > 0 ? (
        <Disclosure summary={say.speed}>{() => <Speed speeds={progress.speeds} />}</Disclosure>
      ) : null}
    </section>
  );
}

function Idle({ status, now }: { status: Status; now: number }) {
  const due = status.sources.flatMap((source) => (source.paused || source.next_due === null ? [] : [source.next_due])).sort()[0];
  return (
    <p>
      {say.idle} {due === undefined ? "" : Date.parse(due) <= now ? say.idleSoon : say.idleNext(moment(due, now))}
    </p>
  );
}

function Steps({ job }: { job: Job }) {
  const steps = stepsOf(job);
  if (steps.length === 0) return null;
  return (
    <ol className="phases" aria-label={say.phasesLabel}>
      {steps.map((step) => (
        <li key={step} className="phase" aria-current={job.phase === step ? "step" : undefined}>
          {say.phases[step]}
        </li>
      ))}
    </ol>
  );
}

function Lanes({ job, status, version }: { job: Job; status: Status; version: string }) {
  const [known, setKnown] = useState<{ job: JobInFull; runs: readonly Session[] } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    Promise.all([get<JobInFull>(`/api/jobs/${job.id}`, stop.signal), get<Sessions>("/api/sessions?limit=200", stop.signal)]).then(
      ([whole, { sessions }]) => setKnown({ job: whole, runs: sessions }),
      // The next turn of the job asks again.
      () => undefined,
    );
    return () => stop.abort();
  }, [job.id, version]);
  if (known === null) return null;
  const lanes = lanesOf(job, status.sources, known.runs, known.job.started_at, known.job.sources);
  if (lanes.length === 0) return null;
  return (
    <div>
      <h3 className="unseen">{say.lanes}</h3>
      <ul className="lanes">
        {lanes.map((lane) => (
          <li key={lane.source.id} className="lane">
            <StateShape state={SHAPES[lane.state]} size={14} />
            <span className="lane-name">
              <Name text={lane.source.name} />
            </span>
            <span className="lane-said">{saidOf(lane, job)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function saidOf({ state, source, copied }: Lane, job: Job): string {
  switch (state) {
    case "listing":
      return say.lane.listing(job.found);
    case "working":
      return say.lane.working(job.photos_done, job.photos_total, job.bytes_done, job.bytes_total);
    case "done":
      return say.lane.done(copied);
    case "waiting":
      return say.lane.waiting(source.pending);
    case "stopped":
      return say.lane.stopped;
  }
}
