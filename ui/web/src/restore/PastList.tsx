import { useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { PastRestore, PastRestores, State } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Path, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { ShowFile } from "@/parts/ShowFile";
import { useAsk } from "@/parts/useAsk";
import { ReceiptOf } from "@/restore/ReceiptOf";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.out.past;
const OPEN = ["queued", "running", "waiting", "paused"];

/** What was taken out before, each with its receipt. `version` changes when it may be more. */
export function PastList({ now, version }: { now: number; version: string }) {
  const past = usePast(version);
  return (
    <section className="panel out-past" aria-labelledby="out-past">
      <h2 id="out-past" className="out-step-name">{say.heading}</h2>
      {past === null ? null : past.length === 0 ? (
        <p className="quiet">{say.none}</p>
      ) : (
        <ul className="out-pasts">
          {past.map((one) => (
            <One key={one.job} past={one} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function usePast(version: string): readonly PastRestore[] | null {
  const [past, setPast] = useState<readonly PastRestore[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    get<PastRestores>("/api/receipts", stop.signal).then((read) => stop.signal.aborted || setPast(read.restores), () => undefined);
    return () => stop.abort();
  }, [version]);
  return past;
}

function One({ past, now }: { past: PastRestore; now: number }) {
  const { busy, ask } = useAsk();
  const open = OPEN.includes(past.state);
  const at = past.finished_at ?? past.asked_at;
  return (
    <li className="out-one">
      <StateShape state={stateOf(past)} size={20} />
      <div className="out-one-body">
        <p className="out-one-what">{meantBy(past)}</p>
        <p className="out-path"><Path text={past.to} /></p>
        <p className="quiet">
          {past.state === "done" ? say.done(past.checked, past.bytes) : say.states[past.state]}
          {past.failed === 0 ? "" : ` · ${say.partly(past.failed)}`}
          {at === null ? null : <> · <Ago iso={at} now={now} /></>}
        </p>
        {past.message === null ? null : <p className="quiet"><Said text={`${past.message} ${past.action ?? ""}`.trim()} /></p>}
        {past.is_there || open ? null : <p className="quiet">{say.away}</p>}
        {past.has_receipt ? <Disclosure summary={say.receipt}>{() => <ReceiptOf job={past.job} />}</Disclosure> : null}
        {open ? null : (
          <div className="proof-ways">
            <Button busy={busy} onClick={() => void ask(() => post(`/api/receipts/${past.job}/again`))}>
              {busy ? say.asking : past.state === "done" ? say.again : say.goOn}
            </Button>
            {past.is_there ? <ShowFile address={`/api/receipts/${past.job}`} /> : null}
          </div>
        )}
      </div>
    </li>
  );
}

function stateOf({ state, failed }: PastRestore): State {
  if (state === "done") return failed === 0 ? "safe" : "attention";
  if (state === "failed") return "attention";
  return state === "running" ? "working" : state === "queued" || state === "waiting" ? "waiting" : "paused";
}

/** Each part is isolated from the direction of the others: names come from outside. */
function meantBy(past: PastRestore) {
  const { meant } = say;
  const first = past.query !== null ? meant.search(past.query) : past.shoot !== null ? meant.shoot(past.shoot) : past.collection !== null ? meant.collection(past.collection) : past.picked !== null ? meant.picked(past.picked) : meant.all;
  const parts = [first, past.sources === null ? "" : say.of(past.sources), say.span(past.since, past.until)];
  return <Said text={parts.filter((part) => part !== "").join(" · ")} />;
}
