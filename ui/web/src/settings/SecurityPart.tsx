import { type SubmitEvent, useEffect, useId, useState } from "react";

import { get, post } from "@/api/client";
import type { Security } from "@/api/types";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";
import { ago, number } from "@/words/locale";

const say = words.settings.security;
const YEAR = 365 * 24 * 3_600_000;

/** The way back into the catalog: when the recovery code was tested, where the key is, and what copies there are. */
export function SecurityPart({ now }: { now: number }) {
  const [security, setSecurity] = useState<Security | null>(null);
  useEffect(() => {
    let current = true;
    get<Security>("/api/security").then((read) => { if (current) setSecurity(read); }, () => undefined);
    return () => {
      current = false;
    };
  }, []);
  if (security === null) return <p className="quiet">{words.settings.reading}</p>;
  return (
    <>
      <section className="panel" aria-labelledby="code-heading">
        <h2 id="code-heading" className="heading">{say.heading}</h2>
        <p className="effect">{say.effect}</p>
        <Tested at={security.tested_at} now={now} />
        <TypedBack tested={setSecurity} />
        <p className="effect">{say.renew}</p>
        <Command text={say.command} />
      </section>
      <section className="panel" aria-labelledby="key-heading">
        <h2 id="key-heading" className="heading">{say.key}</h2>
        <p>{security.key_file === null ? say.keyring : say.file(security.key_file)}</p>
      </section>
      <section className="panel" aria-labelledby="copies-heading">
        <h2 id="copies-heading" className="heading">{say.copies}</h2>
        <p>{security.newest_copy === null ? say.noCopies : say.copied(number(security.copies), ago(security.newest_copy, now))}</p>
        <p className="effect">{say.copiesEffect}</p>
      </section>
    </>
  );
}

/** A code that was never tested, or not for a year, is one that perhaps nobody has. */
function Tested({ at, now }: { at: string | null; now: number }) {
  const old = at === null || now - Date.parse(at) > YEAR;
  return (
    <p className="setting-health">
      <StateShape state={old ? "attention" : "safe"} size={18} />
      <span>{at === null ? say.never : `${say.tested(ago(at, now))} ${old ? say.old : ""}`}</span>
    </p>
  );
}

function TypedBack({ tested }: { tested: (security: Security) => void }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [said, setSaid] = useState("");
  const id = useId();
  const compare = async () => {
    setBusy(true);
    try {
      tested(await post<Security>("/api/security/test", { code: typed }));
      setTyped("");
      setOpen(false);
      setWrong("");
      setSaid(say.right);
    } catch (error) {
      const { message, action } = wrongOf(error);
      setWrong(`${message} ${action}`);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) void compare();
  };
  return (
    <div className="typed-back">
      {open ? (
        <form className="form-line" onSubmit={submit}>
          <label htmlFor={id}>{say.label}</label>
          <textarea id={id} className="field" rows={2} autoFocus required autoComplete="off" spellCheck={false} dir="ltr" value={typed} aria-invalid={wrong !== ""} aria-describedby={`${id}-help ${id}-wrong`} onChange={(event) => { setTyped(event.target.value); }} />
          <p id={`${id}-help`} className="effect">{say.help}</p>
          <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
          <div className="form-buttons">
            <Button type="submit" look="prominent" busy={busy}>{say.compare}</Button>
            <Button look="quiet" onClick={() => { setOpen(false); setTyped(""); setWrong(""); }}>{words.accounts.leave}</Button>
          </div>
        </form>
      ) : (
        <Button onClick={() => { setOpen(true); setSaid(""); }}>{say.test}</Button>
      )}
      <p className="setting-said" role="status">{said}</p>
    </div>
  );
}
