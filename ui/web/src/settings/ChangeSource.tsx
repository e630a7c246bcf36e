import { type SubmitEvent, useId, useState } from "react";

import { patch, remove } from "@/api/client";
import type { Account } from "@/api/types";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { AddSmugMug } from "@/sources/AddSmugMug";
import { CheckResult } from "@/sources/CheckResult";
import { CloudinaryForm } from "@/sources/CloudinaryForm";
import type { Fields } from "@/sources/fields";
import { FolderForm } from "@/sources/FolderForm";
import { S3Form } from "@/sources/S3Form";
import { useCheck, works, wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.settings.sources;

/** Another name, another key, other rules; or no longer a source at all. */
export function ChangeSource({ account, changed }: { account: Account; changed: () => void }) {
  return (
    <div className="settings-inset">
      <Rename account={account} changed={changed} />
      {account.kind === "smugmug" ? <SignIn account={account} changed={changed} /> : <Key account={account} changed={changed} />}
      <Leave account={account} changed={changed} />
    </div>
  );
}

function Rename({ account, changed }: { account: Account; changed: () => void }) {
  const [name, setName] = useState(account.name);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const { busy, ask } = useAsk();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    void ask(async () => {
      try {
        await patch(`/api/sources/${String(account.id)}`, { name });
        setWrong("");
        setSaid(say.renamed(name.trim()));
        changed();
      } catch (error) {
        const { message, action } = wrongOf(error);
        setWrong(`${message} ${action}`);
      }
    });
  };
  return (
    <form className="form-line" onSubmit={submit}>
      <label htmlFor={id}>{words.accounts.name.label}</label>
      <div className="form-buttons">
        <input id={id} className="field setting-name" maxLength={200} autoComplete="off" value={name} aria-invalid={wrong !== ""} aria-describedby={`${id}-effect ${id}-wrong`} onChange={(event) => { setName(event.target.value); }} />
        {name.trim() === account.name ? null : <Button type="submit" busy={busy}>{say.rename}</Button>}
        <span role="status" className="effect">{said}</span>
      </div>
      <p id={`${id}-effect`} className="effect">{say.folder(account.folder)}</p>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
    </form>
  );
}

function Key({ account, changed }: { account: Account; changed: () => void }) {
  const [typed, setTyped] = useState<Fields>({});
  const [said, setSaid] = useState("");
  const look = useCheck();
  const { busy, ask } = useAsk();
  const s3 = account.kind === "s3";
  const folder = account.kind === "folder";
  const change = (more: Fields) => {
    look.forget();
    setSaid("");
    setTyped({ ...typed, ...more });
  };
  const keep = () =>
    ask(async () => {
      try {
        await patch(`/api/sources/${String(account.id)}`, { fields: typed });
        look.forget();
        setTyped({});
        setSaid(folder ? say.rulesKept : say.kept);
        changed();
      } catch (error) {
        look.refuse(error);
      }
    });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || look.asking) return;
    void (works(look.check) ? keep() : look.begin({ source: account.id, fields: typed }));
  };
  const trust = (certificate: string) => {
    setTyped({ ...typed, certificate });
    void look.begin({ source: account.id, fields: { ...typed, certificate } });
  };
  const wrong = look.wrong?.field === "secret" ? { ...look.wrong, field: s3 ? "secret_access_key" : "api_secret" } : look.wrong;
  const Form = folder ? FolderForm : s3 ? S3Form : CloudinaryForm;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <div>
        <h4 className="heading">{folder ? say.key.rules : say.key.heading}</h4>
        <p className="effect">{folder ? say.key.rulesEffect : account.has_key ? `${say.key.effect} ${account.key_hint === "" ? "" : say.key.present(account.key_hint)}` : say.key.missing}</p>
      </div>
      <Form fields={{ ...account.place, ...typed }} change={change} wrong={wrong} known />
      <CheckResult look={look} trust={trust} />
      <div className="form-buttons">
        <Button type="submit" busy={busy || look.asking}>{works(look.check) ? (busy ? say.keeping : say.keepNow) : say.keep}</Button>
        <span role="status" className="effect">{said}</span>
      </div>
    </form>
  );
}

/** SmugMug's key is not typed: the person signs in anew on its own page. */
function SignIn({ account, changed }: { account: Account; changed: () => void }) {
  const [said, setSaid] = useState("");
  const keep = async (fields: Fields) => {
    await patch(`/api/sources/${String(account.id)}`, { fields });
    setSaid(say.kept);
    changed();
  };
  return (
    <div className="form">
      <div>
        <h4 className="heading">{say.key.heading}</h4>
        <p className="effect">{account.has_key ? say.key.effect : say.key.missing}</p>
      </div>
      {said === "" ? <AddSmugMug named={() => null} keep={keep} commit={say.keepNow} leave={null} /> : <p role="status" className="effect">{said}</p>}
    </div>
  );
}

function Leave({ account, changed }: { account: Account; changed: () => void }) {
  const [sure, setSure] = useState(false);
  const { busy, ask } = useAsk();
  const leave = () =>
    ask(async () => {
      await remove(`/api/sources/${String(account.id)}`);
      changed();
    });
  if (!sure) {
    return <div className="form-buttons"><Button look="quiet" onClick={() => { setSure(true); }}>{say.remove}</Button></div>;
  }
  return (
    <div className="form">
      <p>{say.removal(account.name, account.folder, account.copied)}</p>
      <div className="form-buttons">
        <Button look="prominent" autoFocus onClick={() => { setSure(false); }}>{say.stay}</Button>
        <Button busy={busy} onClick={() => void leave()}>{busy ? say.removing : say.removeNow}</Button>
      </div>
    </div>
  );
}
