import { useEffect, useState } from "react";

import { countsOf, kindOf, outcomeOf, shapeOf } from "@/activity/runs";
import { get } from "@/api/client";
import type { Session, Sessions } from "@/api/types";
import { pageAt } from "@/domain/route";
import { Name } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.activity;

/** What ran last, in one line; all others are on the page Activity. */
export function LastRun({ version, now }: { version: string; now: number }) {
  const run = useLast(version);
  return (
    <p className="last-run">
      {run === null ? (
        <span className="quiet">{words.history.none}</span>
      ) : (
        <span className="fact">
          <StateShape state={shapeOf(run)} size={14} /> {kindOf(run)} {run.source === null ? null : <Name text={run.source} />} {run.started_at === null ? null : <Ago iso={run.started_at} now={now} />}:{" "}
          {outcomeOf(run)}. <span className="quiet">{countsOf(run)}</span>
        </span>
      )}
      <a className="library-why" href={pageAt("activity")}>
        {say.more}
      </a>
    </p>
  );
}

function useLast(version: string): Session | null {
  const [run, setRun] = useState<Session | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    get<Sessions>("/api/sessions?limit=1", stop.signal).then(
      (read) => setRun(read.sessions[0] ?? null),
      // The next change asks again.
      () => undefined,
    );
    return () => stop.abort();
  }, [version]);
  return run;
}
