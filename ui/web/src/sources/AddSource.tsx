import { Cloud, Database, HardDrive, Image } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";

import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { AddSmugMug } from "@/sources/AddSmugMug";
import { CheckResult } from "@/sources/CheckResult";
import { CloudinaryForm } from "@/sources/CloudinaryForm";
import type { AccountKind, Fields, Wrong } from "@/sources/fields";
import { FolderForm } from "@/sources/FolderForm";
import { S3Form } from "@/sources/S3Form";
import { isUnderWay, useCheck, works } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.accounts;
const KINDS = ["cloudinary", "s3", "smugmug", "folder"] as const;
const ICONS = { cloudinary: Cloud, s3: Database, smugmug: Image, folder: HardDrive };
const FORMS = { cloudinary: CloudinaryForm, s3: S3Form, folder: FolderForm };

/** A new source: which kind, whose, and a live look at it; only what works can be added. `added`: it is there. */
export function AddSource({ added, leave = null }: { added: (id: number) => void; leave?: (() => void) | null }) {
  const [kind, setKind] = useState<AccountKind>("cloudinary");
  const [name, setName] = useState("");
  const [fields, setFields] = useState<Fields>({});
  const [adding, setAdding] = useState(false);
  const look = useCheck();
  const { check, wrong } = look;
  const ready = works(check);
  const change = (changed: Fields) => {
    look.forget();
    setFields({ ...fields, ...changed });
  };
  const pick = (next: AccountKind) => {
    look.forget();
    setKind(next);
    setFields({});
  };
  const asked = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const proposed = (kind === "folder" ? lastOf(fields["path"] ?? "") : "") || say.name.proposed[kind];
  const kept = async (said: Fields) => {
    const { id } = await post<{ id: number }>("/api/sources", { kind, name: name.trim() || proposed, fields: said });
    look.stop();
    added(id);
  };
  const keep = async () => {
    setAdding(true);
    try {
      await kept(asked);
    } catch (error) {
      look.refuse(error);
    } finally {
      setAdding(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (adding || look.asking) return;
    void (ready ? keep() : look.begin({ kind, fields: asked }));
  };
  const trust = (certificate: string) => {
    setFields({ ...fields, certificate });
    void look.begin({ kind, fields: { ...asked, certificate } });
  };
  const told = wrong?.field === "secret" ? { ...wrong, field: kind === "s3" ? "secret_access_key" : "api_secret" } : wrong;
  const named = (bad: Wrong | null) => <NameField value={name} proposed={proposed} change={setName} wrong={bad?.field === "name" ? `${bad.message} ${bad.action}` : ""} />;
  if (kind === "smugmug") {
    return (
      <div className="form">
        <Kinds kind={kind} pick={pick} />
        <AddSmugMug named={named} keep={kept} commit={say.commit} leave={leave} />
      </div>
    );
  }
  const Form = FORMS[kind];
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Kinds kind={kind} pick={pick} />
      <Form fields={fields} change={change} wrong={told} />
      {named(told)}
      <CheckResult look={look} trust={trust} />
      <div className="form-buttons">
        <Button type="submit" look="prominent" busy={adding || look.asking || check?.state === "asking"}>
          {ready ? (adding ? say.committing : say.commit) : look.asking || (check !== null && isUnderWay(check)) ? say.look.asking : say.look.ask}
        </Button>
        {leave === null ? null : <Button look="quiet" onClick={leave}>{say.leave}</Button>}
      </div>
    </form>
  );
}

/** The last part of a path, for a name. */
function lastOf(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== "").at(-1) ?? "";
}

function Kinds({ kind, pick }: { kind: AccountKind; pick: (kind: AccountKind) => void }) {
  const id = useId();
  return (
    <fieldset className="choices">
      <legend className="form-legend">{say.kind}</legend>
      {KINDS.map((one) => {
        const Icon = ICONS[one];
        return (
          <label key={one} className="choice" data-chosen={one === kind}>
            <input className="unseen" type="radio" name={id} checked={one === kind} onChange={() => { pick(one); }} />
            <Icon size={18} aria-hidden="true" />
            <span>
              <span className="choice-name">{say.kinds[one].name}</span>
              <span className="effect">{say.kinds[one].about}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function NameField({ value, proposed, change, wrong }: { value: string; proposed: string; change: (name: string) => void; wrong: string }) {
  const id = useId();
  return (
    <div className="form-line">
      <label htmlFor={id}>{say.name.label}</label>
      <input id={id} className="field" maxLength={200} autoComplete="off" placeholder={proposed} value={value} aria-invalid={wrong !== ""} aria-describedby={`${id}-effect ${id}-wrong`} onChange={(event) => { change(event.target.value); }} />
      <p id={`${id}-effect`} className="effect">{say.name.effect}</p>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
    </div>
  );
}
