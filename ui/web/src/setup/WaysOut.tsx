import { type SubmitEvent, useState } from "react";

import { post } from "@/api/client";
import type { PlaceLook, Setup, Way } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { Field, WrongLine } from "@/setup/Field";
import { Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.setup.shut;
/** What passes by itself, or with a word to the system. */
const PASSING = ["KEYRING_LOCKED", "BUSY", "NO_KEYRING", "NEWER_CATALOG"];

interface Props {
  setup: Setup;
  now: number;
  take: (setup: Setup) => Promise<void>;
}

/** The catalog does not open: what it is, that the photos are untouched, and every way out with what it brings. */
export function WaysOut({ setup, now, take }: Props) {
  const trouble = setup.trouble;
  if (trouble === null) return null;
  const state = PASSING.includes(trouble.code) ? "waiting" : "problem";
  return (
    <Question
      part={trouble.code}
      heading={
        <span className="setup-trouble" data-state={state}>
          <StateShape state={state} size={36} />
          <span>{say.sentences[trouble.code] ?? <Said text={trouble.message} />}</span>
        </span>
      }
      text={`${say.untouched} ${say.hints[trouble.code] ?? ""}`}
    >
      <ul className="setup-ways">
        {setup.ways.map((way) => (
          <li key={way} className="panel setup-way">
            <h2 className="setup-way-name">{say.ways[way].label}</h2>
            <p className="setup-way-text">{say.ways[way].text}</p>
            {way === "restore" && setup.copy_made_at !== null ? <CopyOf made={setup.copy_made_at} now={now} /> : null}
            <WayForm way={way} setup={setup} take={take} />
          </li>
        ))}
      </ul>
      {window.pywebview?.api?.close === undefined ? null : (
        <Button look="quiet" onClick={() => void window.pywebview?.api?.close?.()}>
          {say.quit}
        </Button>
      )}
      <Disclosure summary={words.setup.details}>
        {() => (
          <p className="quiet">
            <code>{trouble.code}</code> <Said text={`${trouble.message} ${trouble.action}`} />
          </p>
        )}
      </Disclosure>
    </Question>
  );
}

function CopyOf({ made, now }: { made: string; now: number }) {
  return (
    <p className="setup-copy">
      {say.copyOf(moment(made, now))}
    </p>
  );
}

/** One way: what has to be typed for it, a second word where it cannot be taken back, and its button. */
function WayForm({ way, setup, take }: { way: Way; setup: Setup; take: Props["take"] }) {
  const [typed, setTyped] = useState(way === "point" ? (setup.library ?? setup.proposed) : "");
  const [sure, setSure] = useState(false);
  const { busy, wrong, ask } = useForm();
  const { go, busy: doing, sure: question } = say.ways[way];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (question !== null && !sure) setSure(true);
    else
      void ask(async () => {
        const next = await carryOut(way, typed);
        if (next !== null) await take(next);
      });
  };
  return (
    <form className="setup-form" onSubmit={submit}>
      {way === "unlock" ? <Field name="code" label={say.code} hint={say.codeHint} value={typed} change={setTyped} wrong={named(wrong, "code")} /> : null}
      {way === "point" && !setup.dialogs ? (
        <Field name="path" label={words.setup.library.label} value={typed} change={setTyped} wrong={named(wrong, "path")} />
      ) : null}
      {sure ? <p role="alert">{question}</p> : null}
      {way === "unlock" || (way === "point" && !setup.dialogs) ? null : <WrongLine wrong={wrong} />}
      <div className="setup-way-buttons">
        {sure ? (
          <Button look="prominent" onClick={() => setSure(false)}>
            {say.no}
          </Button>
        ) : null}
        <Button type="submit" busy={busy}>
          {busy ? doing : sure ? say.yes : go}
        </Button>
      </div>
    </form>
  );
}

/** There is one field, so whatever is wrong is said there. */
function named(wrong: ReturnType<typeof useForm>["wrong"], field: string) {
  return wrong === null ? null : { ...wrong, field };
}

/** Null: the person changed their mind, and nothing happens. */
async function carryOut(way: Way, typed: string): Promise<Setup | null> {
  switch (way) {
    case "again":
      return post<Setup>("/api/setup/again");
    case "unlock":
      return post<Setup>("/api/setup/unlock", { code: typed });
    case "restore":
      return post<Setup>("/api/setup/restore");
    case "rebuild":
      return post<Setup>("/api/setup/rebuild", { new_key: false });
    case "anew":
      return post<Setup>("/api/setup/rebuild", { new_key: true });
    case "point": {
      const path = await pointed(typed);
      return path === null ? null : post<Setup>("/api/setup/point", { path });
    }
  }
}

/** Where the person points to in the window, or null where they close the dialog; what they typed, in a browser. */
async function pointed(typed: string): Promise<string | null> {
  if (window.pywebview === undefined) return typed;
  return (await post<PlaceLook>("/api/setup/place")).path;
}
