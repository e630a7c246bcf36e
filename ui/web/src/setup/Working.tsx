import type { Setup } from "@/api/types";
import { Said } from "@/parts/Foreign";
import { Question } from "@/setup/Step";
import { words } from "@/words";

const say = words.setup.shut;

/** Something that takes its time: how far it is, and what it looks at. */
export function Working({ work }: { work: NonNullable<Setup["work"]> }) {
  const known = work.total > 0;
  return (
    <Question part={work.doing} heading={say.work[work.doing]} text={say.untouched}>
      <div className="progress" data-state="working">
        <div
          className="track"
          role="progressbar"
          aria-label={say.work[work.doing]}
          aria-valuemin={0}
          aria-valuemax={known ? work.total : undefined}
          aria-valuenow={known ? work.done : undefined}
        >
          <progress className="setup-used" max={known ? work.total : undefined} value={known ? work.done : undefined} aria-hidden="true" />
        </div>
        <p className="progress-line">{known ? say.read(work.done, work.total) : ""}</p>
        <p className="current">
          <Said text={work.said} />
        </p>
      </div>
    </Question>
  );
}
