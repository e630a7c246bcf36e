import { DayStrip } from "@/activity/DayStrip";
import type { Status } from "@/api/types";
import { ordered } from "@/domain/groups";
import type { Progress } from "@/domain/progress";
import { Empty } from "@/home/Empty";
import { Buttons } from "@/home/Buttons";
import { Hero } from "@/home/Hero";
import { LastRun } from "@/home/LastRun";
import { LibraryCard } from "@/home/LibraryCard";
import { Newest } from "@/home/Newest";
import { Problems } from "@/home/Problems";
import { Sources } from "@/home/Sources";
import { Types } from "@/home/Types";
import { useGroups } from "@/home/useGroups";
import { Bar } from "@/frame/Bar";
import { Button } from "@/parts/Button";
import { words } from "@/words";

interface Props {
  status: Status;
  progress: Progress | null;
  now: number;
  /** Nobody answers: what is shown is from before, and nothing can be asked for. */
  lost: boolean;
  again: () => void;
}

/** Are all my photos safe, right now? And under it, why we say so. */
export function Home({ status, progress, now, lost, again }: Props) {
  const version = versionOf(status);
  const groups = useGroups(status.totals.failed, version);
  const none = status.sources.length === 0;
  return (
    <>
      <a className="skip" href="#sources">
        {words.skip}
      </a>
      <Hero status={status} progress={progress} now={now}>
        {lost ? <Button onClick={again}>{words.signIn.reload}</Button> : none ? null : <Buttons status={status} />}
      </Hero>
      <Bar pages />
      <main className="content" inert={lost}>
        <div className="content-main">
          {groups.length > 0 ? <Problems groups={ordered(groups)} version={version} now={now} retrying={status.job?.kind === "retry"} /> : null}
          {none ? <Empty /> : <Sources sources={status.sources} now={now} />}
          {status.totals.safe > 0 ? <Newest version={version} /> : null}
          {none ? null : (
            <DayStrip version={version}>
              <LastRun version={version} now={now} />
            </DayStrip>
          )}
        </div>
        <div className="content-side">
          <LibraryCard status={status} now={now} />
          {status.types.length > 0 ? <Types types={status.types} totals={status.totals} markers={status.sources.reduce((sum, source) => sum + source.markers, 0)} /> : null}
        </div>
      </main>
    </>
  );
}

/** Changes when failures and sessions are worth asking for again: not at every photo, but whenever a job turns. */
function versionOf({ job, totals }: Status): string {
  return [job?.id, job?.state, job?.phase, job?.source, totals.failed].join(" ");
}
