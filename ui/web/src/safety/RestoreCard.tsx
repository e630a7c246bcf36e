import { FolderOutput } from "lucide-react";
import { useId, useState } from "react";

import { post } from "@/api/client";
import type { Accounted, RestorePlan, RestoreRequest, Status } from "@/api/types";
import { visible } from "@/domain/foreign";
import type { Progress } from "@/domain/progress";
import { Progressing } from "@/home/Progressing";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Path } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { Card } from "@/safety/Card";
import { words } from "@/words";

const say = words.trust.restore;
const NAMINGS = ["none", "name.ext.xmp", "name.xmp", "both"] as const;
const STRUCTURES = ["tree", "months"] as const;

interface Props {
  sources: readonly Accounted[];
  status: Status;
  progress: Progress | null;
  now: number;
}

/** Photos out of the library into a folder of the person's: planned first, begun on a second word. */
export function RestoreCard({ sources, status, progress, now }: Props) {
  const job = status.job?.kind === "export" ? status.job : null;
  if (status.totals.originals === 0) return null;
  return (
    <Card question={say.question} state="safe" answer={say.answer}>
      <p className="quiet">{say.about}</p>
      {job !== null ? (
        <Progressing job={job} progress={progress} now={now} told={false} />
      ) : window.pywebview === undefined ? (
        <Command text={say.command} />
      ) : (
        <Planning sources={sources} />
      )}
    </Card>
  );
}

function Planning({ sources }: { sources: readonly Accounted[] }) {
  const [plan, setPlan] = useState<RestorePlan | null>(null);
  return plan?.ticket == null ? <Choosing sources={sources} chosen={setPlan} /> : <Planned plan={plan} leave={() => setPlan(null)} />;
}

function Choosing({ sources, chosen }: { sources: readonly Accounted[]; chosen: (plan: RestorePlan) => void }) {
  const [source, setSource] = useState("");
  const [structure, setStructure] = useState<RestoreRequest["structure"]>("tree");
  const [xmp, setXmp] = useState<RestoreRequest["xmp"]>("none");
  const { busy, ask } = useAsk();
  const id = useId();
  const body = { sources: source === "" ? null : [Number(source)], structure, xmp };
  return (
    <div className="restore">
      <label htmlFor={`${id}-what`}>{say.what}</label>
      <select id={`${id}-what`} className="field" value={source} onChange={(event) => setSource(event.target.value)}>
        <option value="">{say.all}</option>
        {sources.map((one) => (
          <option key={one.id} value={one.id}>
            {visible(one.name)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-how`}>{say.how}</label>
      <select id={`${id}-how`} className="field" value={structure} onChange={(event) => setStructure(event.target.value === "months" ? "months" : "tree")}>
        {STRUCTURES.map((name) => (
          <option key={name} value={name}>
            {say.structures[name]}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-xmp`}>{say.xmp}</label>
      <select id={`${id}-xmp`} className="field" value={xmp} onChange={(event) => setXmp(NAMINGS.find((name) => name === event.target.value) ?? "none")}>
        {NAMINGS.map((name) => (
          <option key={name} value={name}>
            {say.namings[name]}
          </option>
        ))}
      </select>
      <Button icon={<FolderOutput size={15} aria-hidden="true" />} busy={busy} onClick={() => void ask(async () => chosen(await post<RestorePlan>("/api/restores", body)))}>
        {busy ? say.choosing : say.choose}
      </Button>
    </div>
  );
}

/** What would happen, before it does. */
function Planned({ plan, leave }: { plan: RestorePlan; leave: () => void }) {
  const { busy, ask } = useAsk();
  const room = plan.need <= plan.free;
  const begin = async () => {
    if (await ask(() => post("/api/restores/begin", { ticket: plan.ticket }))) leave();
  };
  return (
    <div className="restore" role="group" aria-label={say.plan}>
      <p role="status">
        {say.planned(plan.photos, plan.bytes)} <Path text={plan.to ?? ""} />. {say.free(plan.free)}
        {plan.lacking > 0 ? ` ${say.lacking(plan.lacking)}` : ""}
      </p>
      {room ? null : <p className="field-wrong">{say.noRoom(plan.need - plan.free)}</p>}
      <div className="proof-ways">
        <Button look="prominent" busy={busy || !room} onClick={() => void begin()}>
          {busy ? say.beginning : say.begin}
        </Button>
        <Button onClick={leave}>{say.leave}</Button>
      </div>
    </div>
  );
}
