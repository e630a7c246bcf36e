import { type SubmitEvent, useId, useState } from "react";

import { patch, Refused } from "@/api/client";
import type { Source, SourceKind } from "@/api/types";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.cards.signIn;
const PARTS: Partial<Record<SourceKind, readonly [string, string]>> = {
  cloudinary: ["api_key", "api_secret"],
  s3: ["access_key_id", "secret_access_key"],
};

/** A new key in the place of the one that is refused: the source is asked before it is kept. */
export function SignInAgain({ source, leave }: { source: Source; leave: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const { busy, ask } = useAsk();
  const id = useId();
  const parts = PARTS[source.kind] ?? [];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void ask(() => kept(source.id, typed).then((refused) => setRefusal(refused)));
  };
  return (
    <form className="sign-in" onSubmit={submit} aria-label={say.heading(source.name)}>
      <p className="sign-in-about">{say.about}</p>
      {parts.map((part, at) => (
        <div key={part} className="sign-in-part">
          <label htmlFor={`${id}-${part}`}>{say.parts[part]}</label>
          <input
            id={`${id}-${part}`}
            className="field"
            type={at === 0 ? "text" : "password"}
            autoComplete="off"
            spellCheck={false}
            autoFocus={at === 0}
            required
            value={typed[part] ?? ""}
            aria-describedby={`${id}-wrong`}
            aria-invalid={refusal !== null}
            onChange={(event) => setTyped({ ...typed, [part]: event.target.value })}
          />
        </div>
      ))}
      <div className="acceptance-line">
        <Button look="prominent" type="submit" busy={busy}>
          {busy ? say.asking : say.keep}
        </Button>
        <Button onClick={leave}>{say.back}</Button>
      </div>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">
        {refusal === null ? "" : <Said text={`${refusal.problem.message} ${refusal.problem.action}`} />}
      </p>
    </form>
  );
}

/** Null: the source takes the key. A refusal belongs to the fields, not to the whole page. */
async function kept(source: number, parts: Record<string, string>): Promise<Refused | null> {
  try {
    await patch(`/api/sources/${source}`, { fields: parts });
    return null;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
