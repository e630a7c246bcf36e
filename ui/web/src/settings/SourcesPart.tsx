import { Plus } from "lucide-react";
import { useState } from "react";

import type { Status } from "@/api/types";
import { Button } from "@/parts/Button";
import { OneSource } from "@/settings/OneSource";
import { useAccounts } from "@/settings/useAccounts";
import { AddSource } from "@/sources/AddSource";
import { words } from "@/words";

const say = words.settings.sources;

/** The accounts that are backed up: added, changed, paused and left here. */
export function SourcesPart({ status, now }: { status: Status; now: number }) {
  const { accounts, again } = useAccounts(status.sources.map((source) => source.id).join());
  const [adding, setAdding] = useState(false);
  return (
    <section className="panel" aria-labelledby="sources-heading">
      <div className="heading-line">
        <h2 id="sources-heading" className="heading">{say.heading}</h2>
        {adding ? null : <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => { setAdding(true); }}>{words.accounts.add}</Button>}
      </div>
      <p className="effect">{say.effect}</p>
      {adding ? (
        <div className="settings-inset">
          <h3 className="heading">{words.accounts.add}</h3>
          <AddSource added={() => { setAdding(false); again(); }} leave={() => { setAdding(false); }} />
        </div>
      ) : null}
      {accounts === null ? <p className="quiet">{say.reading}</p> : null}
      {accounts?.length === 0 && !adding ? <p className="quiet">{say.none}</p> : null}
      <ul className="rows">
        {(accounts ?? []).map((account) => (
          <OneSource key={account.id} account={account} source={status.sources.find((one) => one.id === account.id) ?? null} now={now} changed={again} />
        ))}
      </ul>
    </section>
  );
}
