import { type SubmitEvent, useState } from "react";

import { get, patch, post, put, Refused } from "@/api/client";
import type { AtLogin } from "@/api/types";
import { Button } from "@/parts/Button";
import { WrongLine } from "@/setup/Field";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { useLoaded } from "@/setup/useLoaded";
import { words } from "@/words";

const say = words.setup.schedule;
const HOURS = [1, 6, 24, 168];
export const SETTING = "check_every_hours";

interface Settings {
  settings: { name: string; value: number }[];
}

/** How often each source is looked at; null until it is known. */
export function useHours(): number | null {
  const config = useLoaded(() => get<Settings>("/api/config"));
  return config?.settings.find((setting) => setting.name === SETTING)?.value ?? null;
}

/** Sees that the service starts at login, or that it does not. Nothing is asked of a system that has nothing to undo. */
async function startAtLogin(wanted: boolean): Promise<void> {
  if (!wanted) {
    const now = await get<AtLogin>("/api/daemon/login").catch(() => null);
    if (now?.installed !== true) return;
  }
  await put("/api/daemon/login", { installed: wanted });
}

/** The fourth question: how often. */
export function ScheduleStep({ next }: { next: () => void }) {
  const kept = useHours();
  const [picked, setPicked] = useState<number | null>(null);
  const [atLogin, setAtLogin] = useState(true);
  const [refused, setRefused] = useState(false);
  const { busy, wrong, ask } = useForm();
  const hours = picked ?? kept;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (hours === null) return;
    const keep = async () => {
      await patch("/api/config", { [SETTING]: hours });
      await startAtLogin(atLogin).catch((error: unknown) => { setRefused(error instanceof Refused); throw error; });
      await post("/api/setup/step", { stage: "start" });
    };
    void ask(keep).then((done) => {
      if (done) next();
    });
  };
  return (
    <Question heading={say.heading} text={say.text}>
      <form className="setup-form" onSubmit={submit}>
        <fieldset className="setup-options">
          <legend className="unseen">{say.label}</legend>
          {HOURS.map((choice) => (
            <label key={choice} className="setup-option" data-chosen={choice === hours}>
              <input type="radio" name="hours" checked={choice === hours} onChange={() => setPicked(choice)} />
              <span className="setup-option-name">{say.choices[choice]}</span>
              <span className="quiet">{say.hints[choice]}</span>
            </label>
          ))}
        </fieldset>
        <label className="setup-option" data-chosen={atLogin}>
          <input type="checkbox" checked={atLogin} onChange={(event) => setAtLogin(event.target.checked)} />
          <span className="setup-option-name">{say.login}</span>
          <span className="quiet">{say.loginHint}</span>
        </label>
        <WrongLine wrong={wrong} />
        {refused && atLogin && wrong !== null ? <p className="quiet">{say.withoutLogin}</p> : null}
        <Choices>
          <Button type="submit" look="prominent" busy={busy || hours === null}>
            {words.setup.go}
          </Button>
        </Choices>
      </form>
    </Question>
  );
}
