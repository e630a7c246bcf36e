import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Session, Sessions, State } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { duration } from "@/words/locale";

const say = words.history;
const SHOWN = 20;

/** What ran lately and how it ended. */
export function History({ version, now }: { version: string; now: number }) {
  return (
    <section className="panel panel-slim" aria-label={say.heading}>
      <Disclosure heading summary={say.heading}>
        {() => <Runs version={version} now={now} />}
      </Disclosure>
    </section>
  );
}

function Runs({ version, now }: { version: string; now: number }) {
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const { ask } = useAsk();
  useEffect(() => {
    void ask(async () => setSessions((await get<Sessions>(`/api/sessions?limit=${SHOWN}`)).sessions));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again when something ran, not when the page draws
  }, [version]);
  if (sessions === null) return <p className="quiet">{words.problems.loading}</p>;
  if (sessions.length === 0) return <p className="quiet">{say.none}</p>;
  return (
    <table className="runs">
      <thead>
        <tr>
          <th scope="col">{say.columns.what}</th>
          <th scope="col">{say.columns.result}</th>
          <th scope="col">{say.columns.when}</th>
          <th scope="col" className="runs-number">
            {say.columns.took}
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <Run key={session.id} session={session} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function Run({ session, now }: { session: Session; now: number }) {
  const { started_at: from, finished_at: to } = session;
  return (
    <tr>
      <th scope="row">
        {say.kinds[session.kind] ?? session.kind}
        {session.source === null ? null : (
          <>
            {" "}
            <span className="runs-source">
              <Name text={session.source} />
            </span>
          </>
        )}
      </th>
      <td>
        <span className="fact" data-outcome={session.outcome}>
          <StateShape state={shapeOf(session)} size={14} /> {outcomeOf(session)}
        </span>
        <span className="runs-counts">{countsOf(session)}</span>
        {session.message === null ? null : <span className="runs-message">{<Said text={session.message} />}</span>}
      </td>
      <td>{from === null ? "" : <Ago iso={from} now={now} />}</td>
      <td className="runs-number">{from === null || to === null ? "" : duration(Date.parse(to) - Date.parse(from))}</td>
    </tr>
  );
}

/** A run with failures is never green, and never just complete. */
function shapeOf(session: Session): State {
  if (session.outcome === "running") return "working";
  if (session.outcome === "waiting") return "waiting";
  if (session.outcome === "failed") return "problem";
  if (session.outcome === "paused" || session.outcome === "cancelled") return "paused";
  return session.outcome === "complete" && isClean(session) ? "safe" : "attention";
}

function isClean({ failed, damaged, missing, repaired }: Session): boolean {
  return failed === 0 && damaged + missing <= repaired;
}

function outcomeOf(session: Session): string {
  if (session.outcome === "complete" && !isClean(session)) return say.troubled;
  return say.outcomes[session.outcome] ?? session.outcome;
}

function countsOf(session: Session): string {
  const parts = session.kind === "scan" ? scanCounts(session) : session.kind === "download" ? copyCounts(session) : checkCounts(session);
  return parts.filter((part) => part !== null).join(", ");
}

function scanCounts(session: Session): (string | null)[] {
  const changes = [some(session.new, say.added), some(session.changed, say.changed), some(session.moved, say.moved), some(session.gone, say.gone)];
  return [say.found(session.listed), ...(changes.every((change) => change === null) ? [say.nothingNew] : changes)];
}

function copyCounts(session: Session): (string | null)[] {
  return [say.copied(session.downloaded, session.bytes), some(session.adopted, say.adopted), some(session.failed, say.failed)];
}

function checkCounts(session: Session): (string | null)[] {
  const found = [some(session.damaged, say.damaged), some(session.missing, say.missing), some(session.repaired, say.repaired)];
  return [say.checked(session.checked), ...(found.every((count) => count === null) ? [say.intact] : found)];
}

function some(count: number, words: (count: number) => string): string | null {
  return count > 0 ? words(count) : null;
}
