import { FolderOutput } from "lucide-react";

import { post } from "@/api/client";
import type { Foreseen, Missed, RestorePlan } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Path } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { number } from "@/words/locale";

const say = words.out.plan;

interface Props {
  plan: RestorePlan;
  begun: () => void;
  leave: () => void;
  /** Points to another folder; null: nobody can. */
  other: (() => void) | null;
}

/** What would happen, before it does: how much, where, under which names, and what cannot come along. */
export function Plan({ plan, begun, leave, other }: Props) {
  const { busy, ask } = useAsk();
  const room = plan.need <= plan.free;
  const begin = async () => {
    if (await ask(() => post("/api/restores/begin", { ticket: plan.ticket }))) begun();
  };
  return (
    <div className="out-plan" role="group" aria-label={say.heading}>
      <p className="out-to">
        {say.to} <strong><Path text={plan.to ?? ""} /></strong>
      </p>
      {plan.photos === 0 ? <p role="status">{say.nothing}</p> : <Figures plan={plan} />}
      {room ? null : <p className="out-note" data-state="attention" role="alert"><StateShape state="attention" size={16} /> {say.noRoom(plan.need - plan.free)}</p>}
      <Lists plan={plan} />
      <div className="proof-ways">
        <Button look="prominent" icon={<FolderOutput size={15} aria-hidden="true" />} busy={busy || !room || plan.photos === 0} onClick={() => void begin()}>
          {busy ? say.beginning : say.begin}
        </Button>
        {other === null ? null : <Button onClick={other}>{say.other}</Button>}
        <Button onClick={leave}>{say.leave}</Button>
      </div>
    </div>
  );
}

function Figures({ plan }: { plan: RestorePlan }) {
  return (
    <dl className="out-figures">
      <Figure name={say.figures.photos} text={number(plan.photos)} />
      <Figure name={say.figures.bytes} text={words.size(plan.bytes)} />
      <Figure name={say.figures.free} text={words.size(plan.free)} />
      {plan.there === 0 ? null : <Figure name={say.figures.there} text={number(plan.there)} />}
    </dl>
  );
}

function Figure({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Lists({ plan }: { plan: RestorePlan }) {
  return (
    <div className="out-lists">
      {plan.first.length === 0 ? null : <Disclosure summary={say.first(plan.photos)}>{() => <Files files={plan.first} label={say.first(plan.photos)} />}</Disclosure>}
      {plan.renamed === 0 ? null : <Disclosure summary={say.renamed(plan.renamed)}>{() => <Files files={plan.others} label={say.renamed(plan.renamed)} />}</Disclosure>}
      {plan.lacking === 0 ? null : <Disclosure summary={<><StateShape state="attention" size={14} /> {say.missed(plan.lacking)}</>}>{() => <Without missed={plan.missed} label={say.missed(plan.lacking)} />}</Disclosure>}
      {plan.left_out === 0 ? null : <p className="quiet">{say.leftOut(plan.left_out)}</p>}
      {plan.aside === 0 ? null : <p className="quiet">{say.aside(plan.aside)}</p>}
    </div>
  );
}

function Files({ files, label }: { files: readonly Foreseen[]; label: string }) {
  return (
    <ul className="failures out-files" aria-label={label} tabIndex={0}>
      {files.map((one) => (
        <li key={one.path} className="out-file">
          <span className="out-path"><Path text={one.path} /></span>
          <span className="quiet">{one.what === "renamed" ? say.becomes(one.wanted.split("/").at(-1) ?? one.wanted) : say.what[one.what]}</span>
          <span className="out-size">{words.size(one.bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

function Without({ missed, label }: { missed: readonly Missed[]; label: string }) {
  return (
    <ul className="failures" aria-label={label} tabIndex={0}>
      {missed.map((one) => (
        <li key={`${one.source} ${one.photo}`} className="failure">
          <p className="failure-name"><Name text={one.source} />: <Name text={one.photo} /></p>
          <p className="failure-why">{say.missedWhy[one.state] ?? ""}</p>
        </li>
      ))}
    </ul>
  );
}
