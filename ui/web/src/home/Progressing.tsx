import type { Job } from "@/api/types";
import { isMeasured, type Progress } from "@/domain/progress";
import { Speed } from "@/home/Speed";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words/en";

interface Props {
  job: Job;
  progress: Progress | null;
  now: number;
}

const say = words.progress;

/** How far the job is: the whole first, what it is at just now small. */
export function Progressing({ job, progress, now }: Props) {
  if (job.state === "queued") return <Idle text={say.queued} />;
  const measured = isMeasured(job) && progress?.fraction != null;
  return (
    <div className="progress" data-still={job.state !== "running"}>
      <Track fraction={measured ? progress.fraction : null} text={valueText(job, progress)} />
      <div className="progress-line">
        <p className="progress-words">{overall(job, progress, measured)}</p>
        <p className="progress-time">{time(job, progress, now)}</p>
      </div>
      {job.state === "running" ? <Current job={job} progress={progress} /> : null}
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
function overall(job: Job, progress: Progress | null, measured: boolean): string {
  if (!measured) return phaseName(job);
  const things = job.kind === "verify" ? say.files : say.photos;
  const parts = [progress?.percent == null ? "" : say.percent(progress.percent), things(job.photos_done, job.photos_total)];
  if (job.bytes_total > 0) parts.push(say.bytes(job.bytes_done, job.bytes_total));
  if (progress !== null && progress.grown > 0) parts.push(say.grown(progress.grown));
  return parts.filter((part) => part !== "").join(" · ");
}

function phaseName(job: Job): string {
  return say.phases[job.phase] ?? say.starting;
}

function valueText(job: Job, progress: Progress | null): string {
  return [phaseName(job), overall(job, progress, progress?.fraction != null)].join(". ");
}

function time(job: Job, progress: Progress | null, now: number): string {
  if (job.wish === "cancel") return say.stopping;
  if (job.wish === "pause") return say.pausing;
  if (job.state === "paused") return say.paused;
  if (job.wait_until !== null) return say.waitingUntil(job.source, job.wait_until, now);
  if (job.state === "waiting") return say.waiting(job.wait_reason);
  return progress?.eta?.eta ? say.timeLeft(progress.eta.eta) : "";
}

function Current({ job, progress }: { job: Job; progress: Progress | null }) {
  return (
    <div className="current">
      {job.phase === "finishing" ? <p className="current-name">{say.phases["finishing"]}</p> : null}
      {job.current === null || job.current === "" ? null : (
        <p className="current-name">
          <bdi>{job.current}</bdi>
          {job.source === null ? null : (
            <>
              {" "}
              {say.from("")}
              <bdi>{job.source}</bdi>
            </>
          )}
        </p>
      )}
      {progress !== null && progress.speeds.length > 0 ? (
        <Disclosure className="speed" summary={say.details}>
          {() => <Speed speeds={progress.speeds} />}
        </Disclosure>
      ) : null}
    </div>
  );
}
