import { DayStrip } from "@/activity/DayStrip";
import { Log } from "@/activity/Log";
import { Now } from "@/activity/Now";
import { Runs } from "@/activity/Runs";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

const say = words.activity;

/** What runs, and what ran: the job of this moment, the last thirty days, every run with its numbers, the log. */
export function ActivityPage(place: WholePlace) {
  const { status, now } = place;
  const version = [status.job?.id, status.job?.state, status.job?.phase, status.job?.source].join(" ");
  return (
    <Place {...place} skip={words.skipContent}>
      <div className="activity">
        <h1 className="folder-name">{say.heading}</h1>
        <Now {...place} version={version} />
        <DayStrip version={version} />
        <Runs sources={status.sources} version={version} now={now} />
        <Log />
      </div>
    </Place>
  );
}
