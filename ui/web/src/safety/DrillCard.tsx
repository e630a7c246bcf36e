import { LifeBuoy } from "lucide-react";

import { post } from "@/api/client";
import type { Drill, Drilled, Status } from "@/api/types";
import { DAY } from "@/domain/ages";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { Card, Fact } from "@/safety/Card";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { duration, number } from "@/words/locale";

const say = words.trust.drill;
/** A try that is older proves little of the drive and the programs of today. */
const YEAR = 365 * DAY;

/** Whether photos were brought back for a try, and came back whole. */
export function DrillCard({ drill, status, now }: { drill: Drill | null; status: Status; now: number }) {
  const whole = drill !== null && drill.intact === drill.photos;
  const due = drill?.finished_at == null || now - Date.parse(drill.finished_at) > YEAR;
  const answer = drill === null ? say.none : due ? say.old : whole ? say.whole(drill.photos) : say.partly(drill.intact, drill.photos);
  return (
    <Card question={say.question} state={drill === null || (due && whole) ? "waiting" : whole ? "safe" : "attention"} answer={answer}>
      {drill === null ? null : (
        <dl className="facts">
          {drill.finished_at === null ? null : (
            <Fact name={say.when}>
              <Ago iso={drill.finished_at} now={now} />
            </Fact>
          )}
          <Fact name={say.tried}>{number(drill.photos)}</Fact>
          <Fact name={say.size}>{words.size(drill.bytes)}</Fact>
          <Fact name={say.took}>{duration(drill.seconds * 1000)}</Fact>
        </dl>
      )}
      {drill === null ? null : <Disclosure summary={say.receipt}>{() => <Receipt receipt={drill.receipt} />}</Disclosure>}
      <p className="quiet">{say.about}</p>
      {status.totals.originals === 0 ? null : <TryIt under={status.job?.kind === "drill"} due={due} />}
    </Card>
  );
}

/** Each photo that was tried, with what came of it. */
function Receipt({ receipt }: { receipt: readonly Drilled[] }) {
  return (
    <ul className="failures" aria-label={say.receipt} tabIndex={0}>
      {receipt.map((one) => (
        <li key={one.path} className="failure">
          <p className="failure-name">
            <StateShape state={one.result === "intact" ? "safe" : "attention"} size={14} /> <Name text={one.photo} />
          </p>
          <p className="failure-why">{one.result === "intact" ? say.intact(one.bytes) : <Said text={one.message} />}</p>
          <p className="failure-tries">
            <Name text={one.source} /> · <span className="failure-code">{one.sha256.slice(0, 16)}…</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function TryIt({ under, due }: { under: boolean; due: boolean }) {
  const { busy, ask } = useAsk();
  return (
    <div className="proof-ways">
      <Button look={due ? "prominent" : "plain"} icon={<LifeBuoy size={15} aria-hidden="true" />} busy={busy || under} onClick={() => void ask(() => post("/api/jobs", { kind: "drill" }))}>
        {busy || under ? say.under : say.now}
      </Button>
    </div>
  );
}
