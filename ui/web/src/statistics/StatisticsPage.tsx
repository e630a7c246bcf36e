import { RotateCw } from "lucide-react";

import { Refused } from "@/api/client";
import type { Figures, Status } from "@/api/types";
import type { Listed } from "@/domain/route";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Amount, Days, Gear, Growth, Risks, Shoots, Taken } from "@/statistics/Panels";
import { type Read, useFigures } from "@/statistics/useFigures";
import { words } from "@/words";

const say = words.statistics;

/** How much, of when, made with what, and what is at risk. */
export function StatisticsPage({ route, ...place }: PlaceProps & { route: Listed }) {
  const read = useFigures();
  return (
    <Place skip={say.skip} {...place}>
      <h1 className="folder-name" data-page={route.page}>
        {say.heading}
      </h1>
      {read.found === null ? <Unread read={read} /> : <Content status={place.status} figures={read.found} read={read} now={place.now} />}
    </Place>
  );
}

function Content({ status, figures, read, now }: { status: Status; figures: Figures; read: Read<Figures>; now: number }) {
  if (status.totals.listed === 0 && figures.days.length === 0) return <Empty />;
  return (
    <>
      <p className="figures-counted quiet">
        {figures.counted_at === null ? null : (
          <span>
            {say.counted} <Ago iso={figures.counted_at} now={now} />
          </span>
        )}
        <Button look="quiet" busy={read.busy} icon={<RotateCw size={14} aria-hidden="true" />} onClick={read.again}>
          {read.busy ? say.counting : say.anew}
        </Button>
      </p>
      <div className="figures-page">
        <Amount status={status} figures={figures} />
        <Risks status={status} figures={figures} />
        <Taken figures={figures} />
        <Growth figures={figures} />
        {figures.days.length === 0 ? null : <Days years={figures.days} />}
        <Gear heading={say.gear.cameras} column={say.gear.cameras} ranking={figures.cameras} />
        <Gear heading={say.gear.lenses} column={say.gear.lenses} ranking={figures.lenses} />
        <Shoots figures={figures} />
      </div>
    </>
  );
}

function Empty() {
  return (
    <div className="panel">
      <p>{say.none}</p>
      <p className="quiet">{say.noneHint}</p>
    </div>
  );
}

function Unread({ read }: { read: Read<Figures> }) {
  if (read.error === null) {
    return (
      <p className="folder-loading" role="status">
        {say.loading}
      </p>
    );
  }
  return (
    <div role="alert">
      <p>{read.error instanceof Refused ? <Said text={read.error.problem.message} /> : words.notice.offline}</p>
      <Button onClick={read.again}>{say.retry}</Button>
    </div>
  );
}
