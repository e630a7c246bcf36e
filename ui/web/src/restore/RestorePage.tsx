import "@/styles/out.css";

import { useState } from "react";

import { EVERYTHING, handedOver, handOver, type Wanted } from "@/domain/exporting";
import { HOME } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Names } from "@/restore/Names";
import { PastList } from "@/restore/PastList";
import { Under } from "@/restore/Under";
import { What } from "@/restore/What";
import { Where } from "@/restore/Where";
import { words } from "@/words";

const say = words.out;

/** Photos out of the library: which, under which names, where to; then what would happen, and only then that it does. */
export function RestorePage(place: WholePlace) {
  const { status, progress, now } = place;
  const job = status.job?.kind === "export" ? status.job : null;
  return (
    <Place {...place} skip={words.skipContent}>
      <header className="out-head">
        <h1 className="folder-name">{say.heading}</h1>
        <p className="quiet">{say.lead}</p>
      </header>
      {status.totals.originals === 0 ? (
        <Empty />
      ) : (
        <div className="out">
          <div className="out-main">{job === null ? <Asking status={status} /> : <Under job={job} progress={progress} now={now} />}</div>
          <PastList now={now} version={`${status.job?.id ?? ""} ${status.job?.state ?? ""}`} />
        </div>
      )}
    </Place>
  );
}

function Empty() {
  return (
    <div className="folder-empty">
      <p>{say.empty}</p>
      <a className="button" href={HOME}>
        {say.emptyWay}
      </a>
    </div>
  );
}

function Asking({ status }: Pick<WholePlace, "status">) {
  const [wanted, setWanted] = useState<Wanted>(handedOver);
  const change = (part: Partial<Wanted>) => {
    const next = { ...wanted, ...part };
    handOver(next);
    setWanted(next);
  };
  return (
    <>
      <What wanted={wanted} change={change} sources={status.sources} />
      <Names wanted={wanted} change={change} />
      <Where wanted={wanted} sources={status.sources} begun={() => change(EVERYTHING)} />
    </>
  );
}
