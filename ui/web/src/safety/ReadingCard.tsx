import { ScanSearch } from "lucide-react";

import { post } from "@/api/client";
import type { FailureGroup, Safety, State, Status, Stored, Verification } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { Progressing } from "@/home/Progressing";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { AbsentCard } from "@/safety/AbsentCard";
import { Card, Fact } from "@/safety/Card";
import { CheckedList } from "@/safety/CheckedList";
import { CheckPart } from "@/safety/CheckPart";
import { LostFiles } from "@/safety/LostFiles";
import { Ring } from "@/safety/Ring";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment, number } from "@/words/locale";

const say = words.trust.reading;
const PARTS = ["recent", "overdue", "never", "broken"] as const;
const KINDS = ["verify", "rolling_verify"];

interface Props {
  safety: Safety;
  status: Status;
  progress: Progress | null;
  now: number;
}

/** How much of the library was read back from the drive lately, and what was found. */
export function ReadingCard({ safety, status, progress, now }: Props) {
  const { stored, reading, findings } = safety;
  const job = status.job !== null && KINDS.includes(status.job.kind) ? status.job : null;
  return (
    <Card question={say.question} state={stateOf(safety)} answer={answerOf(safety)}>
      {reading.held === null ? null : <AbsentCard absent={reading.held} />}
      {stored.originals === 0 || reading.held !== null ? null : <Coverage stored={stored} reading={reading} now={now} />}
      {findings.length === 0 ? null : <Findings findings={findings} />}
      {reading.lost === 0 ? null : <LostFiles reading={reading} />}
      {job === null ? null : <Progressing job={job} progress={progress} now={now} told={false} />}
      {stored.originals === 0 || reading.held !== null ? null : <CheckAll under={job !== null && job.kind === "verify"} />}
      {stored.originals === 0 || reading.held !== null ? null : <Disclosure summary={words.trust.part.heading}>{() => <CheckPart sources={status.sources} />}</Disclosure>}
      <CheckedList now={now} version={`${job?.id ?? ""} ${job?.state ?? ""} ${status.last_verify ?? ""} ${stored.broken}`} />
    </Card>
  );
}

function stateOf({ stored, reading }: Safety): State {
  if (reading.held !== null || stored.broken > 0) return "attention";
  return reading.overdue > 0 || reading.recent === 0 ? "waiting" : "safe";
}

function answerOf({ stored, reading }: Safety): string {
  if (reading.held !== null) return say.absent;
  if (stored.broken > 0) return say.broken(stored.broken);
  if (stored.originals === 0) return say.none;
  return reading.recent === 0 ? say.unread : say.whole(reading.recent, stored.originals, reading.days);
}

function Coverage({ stored, reading, now }: { stored: Stored; reading: Verification; now: number }) {
  const { originals, broken, bytes } = stored;
  const counts = { recent: reading.recent, overdue: reading.overdue, never: reading.never, broken };
  const next = reading.next_check;
  return (
    <div className="coverage">
      <Ring parts={PARTS.map((name) => ({ name, value: counts[name] }))} text={say.share(Math.floor((100 * reading.recent) / originals))} />
      <dl className="facts">
        {PARTS.filter((name) => counts[name] > 0).map((name) => (
          <div key={name} className="library-fact">
            <dt>
              <span className="swatch" data-part={name} aria-hidden="true" /> {say.parts[name]}
            </dt>
            <dd>{number(counts[name])}</dd>
          </div>
        ))}
        {reading.oldest_check === null ? null : (
          <Fact name={say.oldest}>
            <Ago iso={reading.oldest_check} now={now} />
          </Fact>
        )}
        {next === null ? null : <Fact name={say.next}>{Date.parse(next) <= now ? say.soon : moment(next, now)}</Fact>}
        <Fact name={say.library}>{say.holds(originals, bytes)}</Fact>
      </dl>
    </div>
  );
}

function Findings({ findings }: { findings: readonly FailureGroup[] }) {
  return (
    <ul className="findings">
      {findings.map((group) => (
        <li key={group.code} className="finding">
          <StateShape state="attention" size={16} />
          <p>
            {say.found(group.photos, say.findings[group.code] ?? group.code)}. <span className="quiet">{group.code === "EDITED" ? say.leave : words.problems.repairing}</span>
          </p>
          <Repair edits={group.code === "EDITED"} />
        </li>
      ))}
    </ul>
  );
}

function Repair({ edits }: { edits: boolean }) {
  const { busy, ask } = useAsk();
  const body = { kind: "verify", repair: true, ...(edits ? { keep_edits: true } : { leave_edits: true }) };
  return (
    <Button busy={busy} onClick={() => void ask(() => post("/api/jobs", body))}>
      {busy ? say.repairing : edits ? say.keepEdits : say.repair}
    </Button>
  );
}

function CheckAll({ under }: { under: boolean }) {
  const { busy, ask } = useAsk();
  return (
    <div className="proof-ways">
      <Button icon={<ScanSearch size={15} aria-hidden="true" />} busy={busy || under} onClick={() => void ask(() => post("/api/jobs", { kind: "verify" }))}>
        {busy || under ? say.checking : say.check}
      </Button>
    </div>
  );
}
