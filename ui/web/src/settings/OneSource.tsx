import { Cloud, Database, HardDrive, Image, RefreshCw } from "lucide-react";
import { useState } from "react";

import { post } from "@/api/client";
import type { Account, Source } from "@/api/types";
import { passesByItself } from "@/domain/actions";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Trouble } from "@/parts/Trouble";
import { useAsk } from "@/parts/useAsk";
import { ChangeSource } from "@/settings/ChangeSource";
import { PauseSign, PlaySign } from "@/shapes/signs";
import { words } from "@/words";

const say = words.settings.sources;
const ICONS: Readonly<Record<string, typeof Cloud>> = { s3: Database, smugmug: Image, folder: HardDrive };

interface Props {
  account: Account;
  /** Null: the state is from before it was added. */
  source: Source | null;
  now: number;
  changed: () => void;
}

/** One account: whose it is, how old our knowledge is, and what can be done with it. */
export function OneSource({ account, source, now, changed }: Props) {
  const [open, setOpen] = useState(false);
  const Icon = ICONS[account.kind] ?? Cloud;
  return (
    <li className="setting-source" data-paused={source?.paused ?? false}>
      <div className="source-top">
        <span className="source-icon"><Icon size={18} aria-hidden="true" /></span>
        <div className="source-name">
          <h3 className="name"><Name text={account.name} /></h3>
          <p className="kind"><Name text={account.title} /></p>
        </div>
        <p className="effect"><Knowledge source={source} now={now} /></p>
        <div className="setting-buttons">
          {source === null ? null : <Switches source={source} />}
          <Button aria-expanded={open} onClick={() => { setOpen(!open); }}>{open ? say.close : say.edit}</Button>
        </div>
      </div>
      {source?.problem == null ? null : <Trouble state={passesByItself(source.problem.code) ? "waiting" : "problem"} sentence={source.problem.message} action={source.problem.action} />}
      {open ? <ChangeSource account={account} changed={changed} /> : null}
    </li>
  );
}

function Knowledge({ source, now }: Pick<Props, "source" | "now">) {
  if (source?.last_complete_scan == null) return say.empty;
  return (
    <>
      {say.summary(source.listed, source.safe)} · {words.sources.lastCheck} <Ago iso={source.last_complete_scan} now={now} />
    </>
  );
}

function Switches({ source }: { source: Source }) {
  const pausing = useAsk();
  const checking = useAsk();
  const [asked, setAsked] = useState(false);
  const pause = source.paused ? words.sources.resume(source.name) : words.sources.pause(source.name);
  const check = async () => {
    setAsked(await checking.ask(() => post("/api/jobs", { kind: "backup", sources: [source.id] })));
  };
  return (
    <>
      {source.paused ? null : (
        <Button look="quiet" busy={checking.busy} icon={<RefreshCw size={15} aria-hidden="true" />} onClick={() => void check()}>{asked ? say.checking : say.check}</Button>
      )}
      <Button look="quiet" busy={pausing.busy} aria-label={pause} title={pause} icon={source.paused ? <PlaySign /> : <PauseSign />} onClick={() => void pausing.ask(() => post(`/api/sources/${source.id}/${source.paused ? "resume" : "pause"}`))}>
        {source.paused ? words.actions.resume.label : words.actions.pause.label}
      </Button>
    </>
  );
}
