import { countsOf, kindOf, outcomeOf, shapeOf } from "@/activity/runs";
import type { Session } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { LongList } from "@/problems/LongList";
import { useFailures } from "@/problems/useFailures";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { bytes, duration, moment, number } from "@/words/locale";

const say = words.activity.history;
const COUNTS = ["listed", "new", "changed", "moved", "gone", "downloaded", "adopted", "failed", "checked", "damaged", "missing", "repaired", "bytes"] as const;

/** One run in a line; opened, with its numbers and what failed in it. */
export function RunRow({ run, now }: { run: Session; now: number }) {
  const { started_at: from, finished_at: to } = run;
  return (
    <li className="run">
      <div className="run-line">
        <Disclosure summary={<What run={run} />}>{() => <Numbers run={run} now={now} />}</Disclosure>
        <div>
          <p className="fact" data-outcome={run.outcome}>
            <StateShape state={shapeOf(run)} size={14} /> {outcomeOf(run)}
          </p>
          <p className="runs-counts">{countsOf(run)}</p>
          {run.message === null ? null : (
            <p className="runs-message">
              <Said text={run.message} />
            </p>
          )}
        </div>
        <p className="run-when">
          {from === null ? null : <Ago iso={from} now={now} />}
          {from === null || to === null ? null : <span className="runs-counts">{duration(Date.parse(to) - Date.parse(from))}</span>}
        </p>
      </div>
    </li>
  );
}

function What({ run }: { run: Session }) {
  return (
    <span className="run-what">
      {kindOf(run)}{" "}
      {run.source === null ? null : (
        <span className="runs-source">
          <Name text={run.source} />
        </span>
      )}
    </span>
  );
}

function Numbers({ run, now }: { run: Session; now: number }) {
  const counts = COUNTS.filter((name) => run[name] > 0);
  return (
    <>
      <dl className="run-numbers">
        {run.started_at === null ? null : <Number name={say.started} value={moment(run.started_at, now)} />}
        {run.finished_at === null ? null : <Number name={say.ended} value={moment(run.finished_at, now)} />}
        {counts.map((name) => (
          <Number key={name} name={say.counts[name]} value={name === "bytes" ? bytes(run.bytes) : number(run[name])} />
        ))}
        {run.code === null ? null : <Number name={words.cards.code} value={run.code} />}
      </dl>
      {run.failed > 0 ? <Failures run={run} now={now} /> : null}
    </>
  );
}

function Number({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Failures({ run, now }: { run: Session; now: number }) {
  const { failures, more, read } = useFailures({ session: `${run.id}` });
  if (failures === null) return <p className="quiet">{say.loading}</p>;
  if (failures.length === 0) return <p className="quiet">{say.solvedSince}</p>;
  return (
    <>
      <h3 className="runs-counts">{say.failures}</h3>
      <LongList failures={failures} more={more} read={read} label={say.failures} now={now} />
    </>
  );
}
