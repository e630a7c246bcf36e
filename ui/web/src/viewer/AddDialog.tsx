import { useEffect, useId, useState } from "react";

import { get, post } from "@/api/client";
import type { Act, Collection, Collections } from "@/api/types";
import { act } from "@/frame/acts";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { Unread } from "@/parts/Unread";
import { Asking } from "@/viewer/Asking";
import { words } from "@/words";

const say = words.viewing.add;

/** Puts photos into a collection: the one that is typed, or a new one of that name. */
export function AddDialog({ photos, close }: { photos: readonly number[]; close: () => void }) {
  const [albums, setAlbums] = useState<readonly Collection[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [typed, setTyped] = useState("");
  const id = useId();
  useEffect(() => {
    let current = true;
    get<Collections>("/api/collections").then(
      (read) => current && setAlbums(read.collections.filter((one) => one.kind === "hand")),
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, []);
  const wanted = typed.trim().toLocaleLowerCase();
  const found = (albums ?? []).filter((one) => one.name.toLocaleLowerCase().includes(wanted));
  const isNew = wanted !== "" && !(albums ?? []).some((one) => one.name.toLocaleLowerCase() === wanted);
  const put = (album: number) => {
    void act(() => post<Act>(`/api/collections/${album}/photos`, { photos }));
    close();
  };
  const make = () => {
    void act(async () => {
      const { id: made } = await post<{ id: number }>("/api/collections", { name: typed.trim() });
      return post<Act>(`/api/collections/${made}/photos`, { photos });
    });
    close();
  };
  const submit = () => {
    if (wanted === "") return; // nothing was named: a click chooses, Enter alone does not
    const meant = found.find((one) => one.name.toLocaleLowerCase() === wanted) ?? found[0];
    if (meant !== undefined) put(meant.id);
    else if (isNew) make();
  };
  return (
    <Asking heading={say.heading} close={close} submit={submit}>
      <label htmlFor={id}>{say.filter}</label>
      <input id={id} className="field" autoFocus maxLength={200} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      {error === null ? null : <Unread error={error} />}
      <ul className="asking-list">
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" className="asking-choice" onClick={() => put(one.id)}>
              <Name text={one.name} /> <span className="quiet">{one.photos === null ? "" : words.photos(one.photos)}</span>
            </button>
          </li>
        ))}
      </ul>
      {albums !== null && albums.length === 0 && wanted === "" ? <p className="quiet">{say.none}</p> : null}
      {isNew ? <Button onClick={make}>{say.make(typed.trim())}</Button> : null}
    </Asking>
  );
}
