import { type SubmitEvent, useId, useState } from "react";

import { patch } from "@/api/client";
import type { Shoot, ShootAct } from "@/api/types";
import { Button } from "@/parts/Button";
import type { Acts } from "@/shoots/useActs";
import { words } from "@/words";

const say = words.shoots;
const FIELDS = ["date", "location", "client"] as const;
const ALL = [...FIELDS, "description"] as const;
type Field = (typeof ALL)[number];

/** When and where it was, for whom, and what. An empty field takes back what was said. */
export function Details({ shoot, acts }: { shoot: Shoot; acts: Acts }) {
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({}); // only what differs: another act may change the rest meanwhile
  const id = useId();
  const valueOf = (name: Field) => typed[name] ?? shoot[name] ?? "";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (acts.busy) return;
    const said = Object.fromEntries(ALL.map((name) => [name, valueOf(name).trim() === "" ? null : valueOf(name)]));
    void acts.act(say.done.saved, () => patch<ShootAct>(`/api/shoots/${shoot.id}`, said)).then((done) => {
      if (done !== null) setTyped({});
    });
  };
  return (
    <form className="shoot-form" onSubmit={submit}>
      {FIELDS.map((name) => (
        <p key={name} className="shoot-field">
          <label htmlFor={`${id}-${name}`}>{say[name]}</label>
          <input id={`${id}-${name}`} className="field" type={name === "date" ? "date" : "text"} maxLength={500} value={valueOf(name)}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
        </p>
      ))}
      <p className="shoot-field" data-wide>
        <label htmlFor={`${id}-description`}>{say.description}</label>
        <textarea id={`${id}-description`} className="field" rows={3} maxLength={4000} value={valueOf("description")}
          onChange={(event) => setTyped({ ...typed, description: event.target.value })} />
      </p>
      <Button type="submit" busy={acts.busy}>
        {say.save}
      </Button>
    </form>
  );
}
