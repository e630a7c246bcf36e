import { FileCheck } from "lucide-react";
import { useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { Receipt, Saved } from "@/api/types";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Name, Path, Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.out.past;
const CHECK = "sha256sum -c manifest-sha256.txt";
const ICON = <FileCheck size={15} aria-hidden="true" />;

/** What a receipt says: what could not be put there, how anyone can check the rest, and the paper for keeping. */
export function ReceiptOf({ job }: { job: number }) {
  const [read, setRead] = useState<Receipt | null>(null);
  const { busy, ask } = useAsk();
  const load = async (after: number) => {
    const page = await get<Receipt>(`/api/receipts/${job}?after=${after}`);
    setRead((before) => ({ ...page, failed: after === 0 ? page.failed : [...(before?.failed ?? []), ...page.failed] }));
  };
  useEffect(() => {
    void ask(() => load(0));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first page is asked for once
  }, [job]);
  if (read === null) return <p className="quiet">{words.problems.loading}</p>;
  const { next } = read;
  return (
    <div className="out-receipt">
      <p>{read.count === 0 ? say.allThere : say.failed(read.count)}</p>
      {read.failed.length === 0 ? null : <Missing receipt={read} />}
      {next === null ? null : <Button busy={busy} onClick={() => void ask(() => load(next))}>{say.more}</Button>}
      <p className="quiet">{say.check}</p>
      <Command text={CHECK} />
      <Save job={job} />
    </div>
  );
}

function Missing({ receipt }: { receipt: Receipt }) {
  return (
    <ul className="failures" aria-label={say.failed(receipt.count)} tabIndex={0}>
      {receipt.failed.map((one, at) => (
        <li key={at} className="failure">
          <p className="failure-name">
            {one.what === "sidecar" ? `${say.sidecar} ` : ""}<Name text={one.photo} />
          </p>
          <p className="failure-why"><Said text={`${one.message} ${one.action}`.trim()} /></p>
        </li>
      ))}
    </ul>
  );
}

function Save({ job }: { job: number }) {
  const [path, setPath] = useState<string | null>(null);
  const { busy, ask } = useAsk();
  if (window.pywebview === undefined) return <a className="button" href={`/api/receipts/${job}/file`} download>{ICON}{say.save}</a>;
  const save = () => void ask(async () => setPath((await post<Saved>(`/api/receipts/${job}/save`)).path));
  return (
    <>
      <Button icon={ICON} busy={busy} onClick={save}>{busy ? say.saving : say.save}</Button>
      <p role="status">{path === null ? null : <>{say.saved} <Path text={path} /></>}</p>
    </>
  );
}
