import type { Listed } from "@/domain/route";
import { HOME } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Unread } from "@/parts/Unread";
import { Photos } from "@/timeline/Photos";
import { useSized } from "@/timeline/useSized";
import { useTimeline } from "@/timeline/useTimeline";
import { words } from "@/words";

const say = words.timeline;

/** All photos, as they were taken. */
export function TimelinePage({ route, ...place }: WholePlace & { route: Listed }) {
  const sized = useSized();
  const { totals, library, sources } = place.status;
  const timeline = useTimeline(sized.wish, [totals.listed, totals.safe, totals.failed, totals.gone, totals.originals, sources.length].join());
  const shown = timeline.library;
  return (
    <Place {...place} skip={say.skip}>
      {library.online ? null : <p className="timeline-offline" role="status">{say.offline}</p>}
      {timeline.error === null || shown !== null ? null : <Unread error={timeline.error} />}
      {shown?.ids.length === 0 ? (
        <div className="timeline-empty">
          <h1 className="folder-name">{say.heading}</h1>
          <p>{say.empty}</p>
          <a className="button" data-look="prominent" href={HOME}>{say.begin}</a>
        </div>
      ) : (
        <Photos open={route.id} timeline={timeline} sized={sized} now={place.now} />
      )}
    </Place>
  );
}
