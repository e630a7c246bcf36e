import { type SubmitEvent, useState } from "react";

import { post } from "@/api/client";
import type { Trial } from "@/api/types";
import { Button } from "@/parts/Button";
import { Choose } from "@/sources/FolderForm";
import { Field, WrongLine } from "@/setup/Field";
import { type FieldName, fieldsOf, isWhole, OPTIONAL, OWN_SERVER, type Provider, requestOf, SECRET, type Typed } from "@/setup/providers";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { words } from "@/words";

const say = words.setup;

interface Props {
  provider: Provider;
  works: (trial: Trial) => void;
  back: () => void;
}

/** The key to one account. It is tried before anything is kept. */
export function AccountForm({ provider, works, back }: Props) {
  const [typed, setTyped] = useState<Typed>({});
  const [own, setOwn] = useState(false);
  const { busy, wrong: said, ask } = useForm();
  const whole = isWhole(provider, typed);
  const wrong = whole && said !== null ? { ...said, field: "cloud" } : said; // all of it stands in that one field
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void ask(async () => works(await post<Trial>("/api/setup/trials", requestOf(provider, typed, own))));
  };
  return (
    <Question part="form" heading={provider === "folder" ? say.source.formFolder : say.source.formHeading(say.source.kinds[provider].name)} text={say.source.where[provider]}>
      <form className="setup-form" onSubmit={submit}>
        {fieldsOf(provider).map((name) =>
          whole && name !== "cloud" ? null : (
            <Field
              key={name}
              name={name}
              label={say.source.fields[name]}
              hint={hintOf(provider, name)}
              value={typed[name] ?? ""}
              change={(value) => setTyped({ ...typed, [name]: value })}
              wrong={wrong}
              secret={SECRET.includes(name)}
              optional={OPTIONAL.includes(name)}
            />
          ),
        )}
        {provider === "folder" ? <Choose change={(path) => setTyped({ path })} /> : null}
        {OWN_SERVER.includes(provider) ? (
          <label className="setup-tick">
            <input type="checkbox" checked={own} onChange={(event) => setOwn(event.target.checked)} /> {say.source.private}
          </label>
        ) : null}
        <WrongLine wrong={wrong} />
        <Choices>
          <Button onClick={back}>{say.back}</Button>
          <Button type="submit" look="prominent" busy={busy}>
            {busy ? say.source.checking : provider === "folder" ? say.source.checkFolder : say.source.check}
          </Button>
        </Choices>
      </form>
    </Question>
  );
}

function hintOf(provider: Provider, name: FieldName): string {
  const { hints, endpoints } = say.source;
  if (name === "endpoint_url" && provider !== "cloudinary") return hints.endpoint(endpoints[provider]);
  return name === "cloud" || name === "region" || name === "prefix" || name === "path" ? hints[name] : "";
}
