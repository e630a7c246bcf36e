import { post } from "@/api/client";
import type { FailureGroup, JobRequest } from "@/api/types";
import { keyOf } from "@/domain/groups";
import { pageAt } from "@/domain/route";
import { FailureList } from "@/home/FailureList";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.problems;
const RETRY: JobRequest = { kind: "retry" };
const REPAIR: JobRequest = { kind: "verify", repair: true, leave_edits: true };
const UNDO_EDITS: JobRequest = { kind: "verify", repair: true };
const KEEP_EDITS: JobRequest = { kind: "verify", repair: true, keep_edits: true };

/** What verify found: the bytes on the drive are wrong or gone, and are fetched again. */
const LOST = ["DAMAGED", "EDITED", "MISSING"];

const FIRST = 3;

interface Props {
  groups: readonly FailureGroup[];
  /** Changes whenever the failures may have changed. */
  version: string;
  now: number;
  retrying: boolean;
}

/** What could not be copied, by cause: a thousand photos with one cause are one card. */
export function Problems({ groups, version, now, retrying }: Props) {
  return (
    <section className="panel problems" aria-labelledby="problems-heading">
      <div className="heading-line">
        <h2 id="problems-heading" className="heading">
          {say.heading}
        </h2>
        {groups.length > 1 ? <Fix job={RETRY} label={say.retryAll} under={retrying} /> : null}
      </div>
      <ul className="rows">
        {groups.slice(0, FIRST).map((group) => (
          <ProblemCard key={keyOf(group)} group={group} version={version} now={now} alone={groups.length === 1} retrying={retrying} />
        ))}
      </ul>
      <a className="library-why problems-all" href={pageAt("problems")}>
        {groups.length > FIRST ? words.cards.openCount(groups.length) : words.cards.open}
      </a>
    </section>
  );
}

function ProblemCard({ group, version, now, alone, retrying }: Omit<Props, "groups"> & { group: FailureGroup; alone: boolean }) {
  const lost = LOST.includes(group.code);
  const edited = group.code === "EDITED";
  return (
    <li className="problem" data-needs-person tabIndex={-1}>
      <StateShape state="attention" size={22} />
      <div className="problem-text">
        <h3 className="problem-title">
          <Said text={causeOf(group)} />
        </h3>
        <p className="problem-action">
          {edited ? say.edited : lost ? say.repairing : <Said text={group.action} />}
        </p>
      </div>
      <div className="problem-end">
        {lost && !edited ? <Fix job={REPAIR} label={say.repair} under={retrying} /> : null}
        {edited ? <Fix job={UNDO_EDITS} label={say.undoEdits} under={retrying} /> : null}
        {edited ? <Fix job={KEEP_EDITS} label={words.trust.reading.keepEdits} under={retrying} /> : null}
        {alone && !lost ? <Fix job={RETRY} label={say.retry} under={retrying} /> : null}
        {alone ? null : <span className="problem-count">{words.photos(group.photos)}</span>}
      </div>
      <Disclosure summary={say.show(group.photos)}>{() => <FailureList key={version} group={group} now={now} />}</Disclosure>
    </li>
  );
}

/** One photo is said as it was told; many with one cause are said by their cause. */
function causeOf(group: FailureGroup): string {
  return group.photos === 1 ? group.message : (say.causes[group.code] ?? group.message);
}

function Fix({ job, label, under }: { job: JobRequest; label: string; under: boolean }) {
  const { busy, ask } = useAsk();
  return (
    <Button busy={busy || under} onClick={() => void ask(() => post("/api/jobs", job))}>
      {busy || under ? say.retrying : label}
    </Button>
  );
}
