import { type SubmitEvent, useId, useState } from "react";

import { post } from "@/api/client";
import type { Collection } from "@/api/types";
import { listAt } from "@/domain/route";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.search;

/** The search as a collection: whatever it finds later is in there too. */
export function SaveRule({ query }: { query: string }) {
  const { busy, ask } = useAsk();
  const [name, setName] = useState("");
  const [made, setMade] = useState<Collection | null>(null);
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && name.trim() !== "") void ask(async () => setMade(await post<Collection>("/api/collections", { name: name.trim(), query })));
  };
  return (
    <>
      <form className="save-rule" onSubmit={submit}>
        <label htmlFor={id}>{say.name}</label>
        <input id={id} className="field" value={name} maxLength={200} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        <Button type="submit" busy={busy}>{say.save}</Button>
      </form>
      <p role="status">
        {made === null ? null : (
          <a href={listAt("collections", made.id)}>
            {say.saved} <Name text={made.name} />
          </a>
        )}
      </p>
    </>
  );
}
