import { type SubmitEvent, useEffect, useId, useState } from "react";

import { get, post } from "@/api/client";
import type { Collection, Contents, Folder } from "@/api/types";
import { visible } from "@/domain/foreign";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.collections.make;
const KINDS = ["hand", "rule", "source"] as const;
type Kind = (typeof KINDS)[number];

/** A new collection: by hand, by a rule, or as a mirror of a folder. */
export function MakeForm({ made }: { made: (album: Collection) => void }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("hand");
  const [query, setQuery] = useState("");
  const folders = useFolders(kind === "source");
  const [folder, setFolder] = useState<number | null>(null);
  const { busy, ask } = useAsk();
  const id = useId();
  const chosen = folder ?? folders[0]?.id ?? null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const how = kind === "rule" ? { query } : kind === "source" ? { folder: chosen } : {};
    if (!busy) void ask(async () => made(await post<Collection>("/api/collections", { name, ...how })));
  };
  return (
    <form className="panel mark-form" onSubmit={submit}>
      <div className="mark-field">
        <label htmlFor={`${id}-name`}>{say.name}</label>
        <input id={`${id}-name`} className="field" required maxLength={200} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <div className="mark-field">
        <label htmlFor={`${id}-kind`}>{say.kind}</label>
        <select id={`${id}-kind`} className="field" value={kind} onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? "hand")}>
          {KINDS.map((one) => (
            <option key={one} value={one}>{say.kinds[one]}</option>
          ))}
        </select>
      </div>
      {kind === "rule" ? (
        <div className="mark-field">
          <label htmlFor={`${id}-query`}>{say.query}</label>
          <input id={`${id}-query`} className="field" required autoComplete="off" value={query} onChange={(event) => setQuery(event.target.value)} />
        </div>
      ) : null}
      {kind === "source" ? (
        <div className="mark-field">
          <label htmlFor={`${id}-folder`}>{say.folder}</label>
          <select id={`${id}-folder`} className="field" required value={chosen ?? ""} onChange={(event) => setFolder(Number(event.target.value))}>
            {folders.map((one) => (
              <option key={one.id} value={one.id}>{visible(one.path)}</option>
            ))}
          </select>
        </div>
      ) : null}
      <Button type="submit" look="prominent" busy={busy}>{say.make}</Button>
    </form>
  );
}

/** The top folders of all sources and the folders right in them. */
function useFolders(wanted: boolean): readonly Folder[] {
  const [folders, setFolders] = useState<readonly Folder[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    void allFolders().then((read) => current && setFolders(read), () => undefined);
    return () => {
      current = false;
    };
  }, [wanted]);
  return folders;
}

async function allFolders(): Promise<Folder[]> {
  const { folders: tops } = await get<Contents>("/api/folders");
  const inside = await Promise.all(tops.map((top) => get<Contents>(`/api/folders?id=${top.id}&limit=1000`)));
  return tops.flatMap((top, at) => [top, ...(inside[at]?.folders ?? [])]);
}
