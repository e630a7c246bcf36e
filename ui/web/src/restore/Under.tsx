import { post } from "@/api/client";
import type { Job } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { Progressing } from "@/home/Progressing";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { PauseSign, PlaySign, StopSign } from "@/shapes/signs";
import { words } from "@/words";

const say = words.out.under;

/** The copying that is under way: how far it is, and the ways to hold it. */
export function Under({ job, progress, now }: { job: Job; progress: Progress | null; now: number }) {
  const { busy, ask } = useAsk();
  const turn = (how: "pause" | "resume" | "cancel") => void ask(() => post(`/api/jobs/${job.id}/${how}`));
  const pausing = job.wish === "pause";
  const stopping = job.wish === "cancel";
  return (
    <section className="panel out-step" aria-label={say.heading}>
      <h2 className="out-step-name">{say.heading}</h2>
      <Progressing job={job} progress={progress} now={now} told={false} />
      <div className="proof-ways">
        {job.state === "paused" ? (
          <Button look="prominent" icon={<PlaySign />} busy={busy} onClick={() => turn("resume")}>{say.resume}</Button>
        ) : (
          <Button icon={<PauseSign />} busy={busy || pausing} onClick={() => turn("pause")}>{pausing ? say.pausing : say.pause}</Button>
        )}
        <Button icon={<StopSign />} busy={busy || stopping} onClick={() => turn("cancel")}>{stopping ? say.stopping : say.stop}</Button>
      </div>
      <p className="quiet">{say.about}</p>
    </section>
  );
}
