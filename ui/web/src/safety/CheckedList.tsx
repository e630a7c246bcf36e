import { useCallback, useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { ExaminedFile, ExaminedFiles, Examination, Examinations, JobRequest, State } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Path, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.trust.part;

/** What was read again because somebody asked for it, the latest first. `version` changes when it may be more. */
export function CheckedList({ now, version }: { now: number; version: string }) {
  const [read, setRead] = useState<readonly Examination[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    get<Examinations>("/api/verifications", stop.signal).then((found) => stop.signal.aborted || setRead(found.verifications), () => undefined);
    return () => stop.abort();
  }, [version]);
  if (read.length === 0) return null;
  return (
    <Disclosure summary={say.before(read.length)}>
      {() => (
        <ul className="rows checked-list" aria-label={say.before(read.length)}>
          {read.map((one) => <One key={`${one.job} ${one.state}`} one={one} now={now} />)}
        </ul>
      )}
    </Disclosure>
  );
}

function One({ one, now }: { one: Examination; now: number }) {
  const broken = one.damaged + one.missing;
  const at = one.finished_at ?? one.asked_at;
  return (
    <li className="checked">
      <StateShape state={stateOf(one)} size={18} />
      <div className="checked-body">
        <p className="checked-what"><Said text={meantBy(one)} /></p>
        <p className="quiet">
          {one.state === "done" ? say.found(one.checked, one.bytes, broken, one.repaired) : words.out.past.states[one.state]}
          {at === null ? null : <> · <Ago iso={at} now={now} /></>}
        </p>
        {one.message === null ? null : <p className="quiet"><Said text={`${one.message} ${one.action ?? ""}`.trim()} /></p>}
        {broken === 0 ? null : <Disclosure summary={say.files(broken)}>{() => <Files of={one} />}</Disclosure>}
      </div>
    </li>
  );
}

/** Each file by its path in the library, with what is to be done; and one button for all that a source can bring. */
function Files({ of }: { of: Examination }) {
  const [read, setRead] = useState<ExaminedFiles | null>(null);
  const { busy, ask } = useAsk();
  const load = useCallback(async (after: number, before: readonly ExaminedFile[]) => {
    const page = await get<ExaminedFiles>(`/api/verifications/${of.job}?after=${after}`);
    setRead({ ...page, files: [...before, ...page.files] });
  }, [of.job]);
  useEffect(() => {
    void ask(() => load(0, []));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first page is asked for once
  }, [load]);
  if (read === null) return <p className="quiet">{words.problems.loading}</p>;
  const { files, next } = read;
  return (
    <>
      {files.length === 0 ? <p className="quiet">{say.since}</p> : <FileList files={files} />}
      <div className="proof-ways">
        {next === null ? null : <Button busy={busy} onClick={() => void ask(() => load(next, files))}>{words.trust.more}</Button>}
        {files.some((file) => file.todo === "repair") ? <Repair of={of} /> : null}
      </div>
    </>
  );
}

function FileList({ files }: { files: readonly ExaminedFile[] }) {
  return (
    <ul className="failures" aria-label={say.list} tabIndex={0}>
      {files.map((file) => (
        <li key={file.path} className="failure">
          <p className="failure-name"><Path text={file.path} /></p>
          <p className="failure-why">{say.results[file.result]} {say.todo[file.todo]}</p>
        </li>
      ))}
    </ul>
  );
}

function Repair({ of }: { of: Examination }) {
  const { busy, ask } = useAsk();
  const body: JobRequest = { kind: "verify", repair: true, leave_edits: true, ...partOf(of) };
  return (
    <Button busy={busy} onClick={() => void ask(() => post("/api/jobs", body))}>
      {busy ? words.trust.reading.repairing : words.trust.reading.repair}
    </Button>
  );
}

function partOf({ of: { sources, folder, shoot, collection, query } }: Examination): Partial<JobRequest> {
  return { sources, folder, shoot, collection, query };
}

function stateOf({ state, damaged, missing, repaired }: Examination): State {
  if (state === "done") return damaged + missing <= repaired ? "safe" : "attention";
  if (state === "failed") return "attention";
  return state === "running" ? "working" : state === "queued" || state === "waiting" ? "waiting" : "paused";
}

function meantBy(one: Examination): string {
  const { meant, of } = words.out.past;
  if (one.query !== null) return meant.search(one.query);
  if (one.shoot !== null) return meant.shoot(one.shoot);
  if (one.collection !== null) return meant.collection(one.collection);
  if (one.folder !== null) return say.folder(one.folder);
  if (one.sample !== null) return say.sample(one.sample);
  return one.sources === null ? say.whole : `${meant.all} ${of(one.sources)}`;
}
