import type { Job } from "@/api/types";
import { isMeasured, type Progress } from "@/domain/progress";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";

interface Props {
  job: Job;
  progress: Progress | null;
  now: number;
  /** The headline tells of this job already. */
  told: boolean;
}

const say = words.progress;

/** How far the job is: the whole first, what it is at just now small. */
export function Progressing({ job, progress, now, told }: Props) {
  if (job.state === "queued") return <Idle text={say.queued} />;
  const measured = isMeasured(job) && progress?.fraction != null;
  return (
    <div className="progress" data-still={job.state !== "running"}>
      <Track fraction={measured ? progress.fraction : null} text={valueText(job, progress)} />
      <div className="progress-line">
        <p className="progress-words">{measured ? overall(job, progress) : unmeasured(job, told)}</p>
        <p className="progress-time">{time(job, progress, now)}</p>
      </div>
      {job.state === "running" ? <Current job={job} /> : null}
    </div>
  );
}

function Idle({ text }: { text: string }) {
  return (
    <div className="progress" data-still="true">
      <Track fraction={null} text={text} />
      <p className="progress-words">{text}</p>
    </div>
  );
}

function Track({ fraction, text }: { fraction: number | null; text: string }) {
  const now = fraction === null ? {} : { "aria-valuenow": Math.floor(fraction * 100) };
  return (
    <div className="track" role="progressbar" aria-label={say.label} aria-valuemin={0} aria-valuemax={100} aria-valuetext={text} {...now}>
      <div className="track-fill" data-unknown={fraction === null} style={fraction === null ? undefined : { inlineSize: `${fraction * 100}%` }} />
    </div>
  );
}

/** `38 % · 4,210 of 11,080 photos · 96 of 254 GB`, and why a bar stands still that was ahead. */
function overall(job: Job, progress: Progress | null): string {
  const things = job.kind === "verify" || job.kind === "rolling_verify" ? say.files : say.photos;
  const parts = [progress?.percent == null ? "" : say.percent(progress.percent), things(job.photos_done, job.photos_total)];
  if (job.bytes_total > 0) parts.push(say.bytes(job.bytes_done, job.bytes_total));
  if (progress !== null && progress.grown > 0) parts.push(say.grown(progress.grown));
  if (job.calls_left !== null && job.calls_limit !== null) parts.push(say.calls(job.calls_left, job.calls_limit));
  return parts.filter((part) => part !== "").join(" · ");
}

function unmeasured(job: Job, told: boolean): string {
  return job.phase === "listing" && !told ? say.found(job.found) : phaseName(job);
}

function phaseName(job: Job): string {
  return say.phases[job.phase] ?? say.starting;
}

function valueText(job: Job, progress: Progress | null): string {
  return isMeasured(job) ? `${phaseName(job)}. ${overall(job, progress)}` : unmeasured(job, false);
}

function time(job: Job, progress: Progress | null, now: number): string {
  if (job.wish === "cancel") return say.stopping;
  if (job.wish === "pause") return say.pausing;
  if (job.state === "paused") return say.paused;
  if (job.wait_until !== null) return say.waitingUntil(job.source, job.wait_until, now);
  if (job.state === "waiting") return say.waiting(job.wait_reason);
  return progress?.eta?.eta ? say.timeLeft(progress.eta.eta) : "";
}

/** What it is at just now, small. */
function Current({ job }: { job: Job }) {
  if (job.phase === "finishing") return <p className="current">{say.phases["finishing"]}</p>;
  if (job.current === null || job.current === "") return null;
  return (
    <p className="current">
      <Name text={job.current} />
    </p>
  );
}
