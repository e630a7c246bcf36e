import { X } from "lucide-react";
import { useId, useState } from "react";

import { patch } from "@/api/client";
import type { Act, MarkRequest, PhotoInFull } from "@/api/types";
import { visible } from "@/domain/foreign";
import { act } from "@/frame/acts";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { Asking } from "@/viewer/Asking";
import { useKnown } from "@/viewer/known";
import { words } from "@/words";

const say = words.viewing.tags;

/** The person's own tags of a photo: those it has, each with a way to take it away, and a field for more. */
export function TagDialog({ photo, close }: { photo: PhotoInFull; close: () => void }) {
  const [typed, setTyped] = useState("");
  const { whole } = useKnown(photo.id);
  const id = useId();
  const tags = (whole ?? photo).facts?.person.tags ?? [];
  const tell = (said: Partial<MarkRequest>) => void act(() => patch<Act>("/api/photos/marks", { photos: [photo.id], ...said }));
  const submit = () => {
    const given = typed.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
    if (given.length === 0) close();
    else tell({ tags: given });
    setTyped("");
  };
  return (
    <Asking heading={say.heading} close={close} submit={submit}>
      <ul className="chips" aria-label={say.given}>
        {tags.map((tag) => (
          <li key={tag}>
            <button type="button" className="chip" aria-label={say.without(visible(tag))} onClick={() => tell({ untags: [tag] })}>
              <Name text={tag} /> <X size={13} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor={id}>{say.more}</label>
      <input id={id} className="field" autoFocus maxLength={1000} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button type="submit">{say.give}</Button>
    </Asking>
  );
}
