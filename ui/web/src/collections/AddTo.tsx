import { useEffect, useId, useState } from "react";

import { get, post } from "@/api/client";
import type { Act, Collection, Collections } from "@/api/types";
import { visible } from "@/domain/foreign";
import { Button } from "@/parts/Button";
import type { Acts } from "@/photos/useActs";
import { words } from "@/words";

const say = words.collections;

/** Photos that are chosen anywhere are put into a collection by hand. Nothing is shown where there is none. */
export function AddTo({ photos, acts }: { photos: readonly number[]; acts: Acts }) {
  const [albums, setAlbums] = useState<readonly Collection[]>([]);
  const [album, setAlbum] = useState<number | null>(null);
  const id = useId();
  useEffect(() => {
    let current = true;
    get<Collections>("/api/collections").then((read) => current && setAlbums(read.collections.filter((one) => one.kind === "hand")), () => undefined);
    return () => {
      current = false;
    };
  }, []);
  const chosen = album ?? albums[0]?.id;
  if (chosen === undefined) return null;
  return (
    <div className="chosen-bar">
      <label htmlFor={id}>{say.addTo}</label>
      <select id={id} className="field" value={chosen} onChange={(event) => setAlbum(Number(event.target.value))}>
        {albums.map((one) => (
          <option key={one.id} value={one.id}>{visible(one.name)}</option>
        ))}
      </select>
      <Button busy={acts.busy} onClick={() => void acts.run(() => post<Act>(`/api/collections/${chosen}/photos`, { photos }))}>{say.add}</Button>
    </div>
  );
}
