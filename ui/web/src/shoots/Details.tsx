import { type SubmitEvent, useId, useState } from "react";

import { patch } from "@/api/client";
import type { Shoot, ShootAct } from "@/api/types";
import { Button } from "@/parts/Button";
import type { Acts } from "@/shoots/useActs";
import { words } from "@/words";

const say = words.shoots;
const FIELDS = ["date", "location", "client"] as const;

/** When and where it was, for whom, and what. An empty field takes back what was said. */
export function Details({ shoot, acts }: { shoot: Shoot; acts: Acts }) {
  const [typed, setTyped] = useState({
    date: shoot.date ?? "",
    location: shoot.location ?? "",
    client: shoot.client ?? "",
    description: shoot.description ?? "",
  });
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (acts.busy) return;
    const said = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim() === "" ? null : text]));
    void acts.act(say.done.saved, () => patch<ShootAct>(`/api/shoots/${shoot.id}`, said));
  };
  return (
    <form className="shoot-form" onSubmit={submit}>
      {FIELDS.map((name) => (
        <p key={name} className="shoot-field">
          <label htmlFor={`${id}-${name}`}>{say[name]}</label>
          <input id={`${id}-${name}`} className="field" type={name === "date" ? "date" : "text"} maxLength={500} value={typed[name]}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
        </p>
      ))}
      <p className="shoot-field" data-wide>
        <label htmlFor={`${id}-description`}>{say.description}</label>
        <textarea id={`${id}-description`} className="field" rows={3} maxLength={4000} value={typed.description}
          onChange={(event) => setTyped({ ...typed, description: event.target.value })} />
      </p>
      <Button type="submit" busy={acts.busy}>
        {say.save}
      </Button>
    </form>
  );
}
