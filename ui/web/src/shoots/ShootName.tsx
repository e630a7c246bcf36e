import { Pencil } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";

import { patch } from "@/api/client";
import type { Shoot, ShootAct } from "@/api/types";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import type { Acts } from "@/shoots/useActs";
import { words } from "@/words";

const say = words.shoots;

/** The name, which is changed where it stands. */
export function ShootName({ shoot, acts }: { shoot: Shoot; acts: Acts }) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed === null || acts.busy) return;
    void acts.act(say.done.renamed, () => patch<ShootAct>(`/api/shoots/${shoot.id}`, { name: typed })).then((done) => {
      if (done !== null) setTyped(null);
    });
  };
  return (
    <div className="shoot-title">
      <h1 className="folder-name" data-page="shoots" hidden={typed !== null}>
        <Name text={shoot.name} />
      </h1>
      {typed === null ? (
        <button type="button" className="icon-button" aria-label={say.rename} title={say.rename} onClick={() => setTyped(shoot.name)}>
          <Pencil size={16} aria-hidden="true" />
        </button>
      ) : (
        <form className="shoot-form-line" onSubmit={submit}>
          <label className="unseen" htmlFor={id}>
            {say.name}
          </label>
          <input id={id} className="field" value={typed} maxLength={200} required autoFocus onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setTyped(null);
            }} />
          <Button type="submit" look="prominent" busy={acts.busy}>
            {say.save}
          </Button>
          <Button look="quiet" onClick={() => setTyped(null)}>
            {say.cancel}
          </Button>
        </form>
      )}
    </div>
  );
}
