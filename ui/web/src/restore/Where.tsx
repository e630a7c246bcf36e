import { Download, FolderOutput } from "lucide-react";
import { useState } from "react";

import { post } from "@/api/client";
import type { RestorePlan, RestoreRequest, Source } from "@/api/types";
import { bodyOf, commandOf, lackingIn, type Wanted } from "@/domain/exporting";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { useAsk } from "@/parts/useAsk";
import { Plan } from "@/restore/Plan";
import { Step } from "@/restore/Step";
import { words } from "@/words";

const say = words.out.where;

interface Props {
  wanted: Wanted;
  sources: readonly Source[];
  begun: () => void;
}

/** The folder is pointed to in the system's dialog; a browser gets a new one among the downloads. Then the plan is shown. */
export function Where({ wanted, sources, begun }: Props) {
  const asked = JSON.stringify(bodyOf(wanted));
  const [made, setMade] = useState<{ of: string; plan: RestorePlan } | null>(null);
  const { busy, ask } = useAsk();
  const lacking = lackingIn(wanted);
  const look = (where: RestoreRequest["where"]) =>
    void ask(async () => {
      const plan = await post<RestorePlan>("/api/restores", { ...bodyOf(wanted), where });
      if (plan.ticket !== null) setMade({ of: asked, plan });
    });
  const plan = made?.of === asked ? made.plan : null;
  return (
    <Step number={3} heading={say.heading}>
      {lacking === null ? null : <p className="quiet">{say.lacking[lacking]}</p>}
      {plan === null ? (
        <div className="proof-ways">{window.pywebview === undefined ? <InBrowser busy={busy} off={lacking !== null} look={look} /> : <InWindow busy={busy} off={lacking !== null} look={look} />}</div>
      ) : (
        <Plan plan={plan} begun={begun} leave={() => setMade(null)} other={window.pywebview === undefined ? null : () => look("ask")} />
      )}
      {window.pywebview === undefined && plan === null && lacking === null ? <Elsewhere wanted={wanted} sources={sources} /> : null}
    </Step>
  );
}

interface Ways {
  busy: boolean;
  off: boolean;
  look: (where: RestoreRequest["where"]) => void;
}

function InWindow({ busy, off, look }: Ways) {
  return (
    <Button look="prominent" icon={<FolderOutput size={15} aria-hidden="true" />} busy={busy || off} onClick={() => look("ask")}>
      {busy ? say.looking : say.choose}
    </Button>
  );
}

function InBrowser({ busy, off, look }: Ways) {
  return (
    <Button look="prominent" icon={<Download size={15} aria-hidden="true" />} busy={busy || off} onClick={() => look("downloads")}>
      {busy ? say.looking : say.downloads}
    </Button>
  );
}

function Elsewhere({ wanted, sources }: Omit<Props, "begun">) {
  const command = commandOf(wanted, sources.find((one) => one.id === wanted.source)?.name ?? null);
  return (
    <div className="out-elsewhere">
      <p className="quiet">{command === null ? say.browserOnly : say.browser}</p>
      {command === null ? null : <Command text={command} />}
    </div>
  );
}
