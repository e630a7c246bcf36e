import { useEffect, useState } from "react";

import { get, put } from "@/api/client";
import type { AtLogin as State } from "@/api/types";
import { Trouble } from "@/parts/Trouble";
import { Switch } from "@/settings/Switch";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.settings.atLogin;

/** Whether the background service starts when the person logs in, and by what. */
export function AtLogin() {
  const [state, setState] = useState<State | null>(null);
  const [trouble, setTrouble] = useState<{ message: string; action: string } | null>(null);
  useEffect(() => {
    let current = true;
    get<State>("/api/daemon/login").then(
      (read) => { if (current) setState(read); },
      (error: unknown) => { if (current) setTrouble(wrongOf(error)); },
    );
    return () => {
      current = false;
    };
  }, []);
  const turn = async (installed: boolean) => { setState(await put<State>("/api/daemon/login", { installed })); };
  return (
    <section className="panel" aria-labelledby="login-heading">
      <h2 id="login-heading" className="heading">{say.heading}</h2>
      {state === null && trouble === null ? <p className="quiet">{words.settings.reading}</p> : null}
      {trouble === null ? null : <Trouble state="attention" sentence={trouble.message} action={trouble.action} />}
      {state === null ? null : <Switch say={say} on={state.installed} turn={turn} note={noteOf(state)} />}
      {state?.installed === true && !state.current ? (
        <p className="setting-health">{state.broken ? say.broken : say.other}</p>
      ) : null}
    </section>
  );
}

function noteOf(state: State): string {
  return state.installed ? state.place : "";
}
