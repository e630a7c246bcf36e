import { memo, type ReactNode, useState } from "react";

import type { Photo } from "@/api/types";
import { NoPicture } from "@/folders/NoPicture";
import { isWeak, shapeOf, stateInWords } from "@/folders/marks";
import { visible } from "@/domain/foreign";
import { letterOf } from "@/frame/shortcuts";
import { Name } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

/** Photos are chosen for something that is done to all of them. */
export interface Choosing {
  chosen: ReadonlySet<number>;
  choose: (photo: number, chosen: boolean) => void;
}

/** What stands in a corner of a photo, and how it is said to those who do not see it. */
export interface Aside {
  shown: ReactNode;
  said: string;
}

interface Props {
  photo: Photo;
  place: number;
  column: number;
  active: boolean;
  open: (photo: number) => void;
  setActive: (place: number) => void;
  aside: Aside | null;
  choosing: Choosing | undefined;
  chosen: boolean;
}

/** One photo in the grid: its picture, its name, its state. */
export const Cell = memo(function Cell({ photo, place, column, active, open, setActive, aside, choosing, chosen }: Props) {
  const choose = choosing === undefined ? undefined : () => choosing.choose(photo.id, !chosen);
  return (
    <div className="cell" role="gridcell" aria-colindex={column} data-place={place} tabIndex={active ? 0 : -1}
      aria-label={[visible(photo.filename), stateInWords(photo), aside?.said ?? ""].filter((part) => part !== "").join(", ")}
      onFocus={() => setActive(place)}
      aria-selected={choose === undefined ? undefined : chosen}
      onClick={(event) => {
        if (choose !== undefined && (event.ctrlKey || event.metaKey)) choose();
        else open(photo.id);
      }}
      onKeyDown={(event) => {
        if (letterOf(event.nativeEvent) === "s") choose?.();
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open(photo.id);
      }}>
      <span className="cell-picture">
        <Picture key={photo.thumbnail_url} photo={photo} />
        {choose === undefined ? null : (
          <input type="checkbox" className="cell-choice" tabIndex={-1} aria-hidden="true" checked={chosen}
            onClick={(event) => event.stopPropagation()} onChange={choose} />
        )}
        {aside === null ? null : <span className="cell-aside" aria-hidden="true">{aside.shown}</span>}
        <span className="cell-mark" aria-hidden="true" data-state={shapeOf(photo)} title={stateInWords(photo)}>
          {isWeak(photo) ? <span className="cell-weak" data-said={words.folders.weak} /> : null}
          <StateShape state={shapeOf(photo)} size={16} />
        </span>
      </span>
      <span className="cell-name" title={visible(photo.filename)}>
        <Name text={photo.filename} />
      </span>
    </div>
  );
});

/** The thumbnail; or, where there is none, what kind of file it is. */
function Picture({ photo }: { photo: Photo }) {
  const [broken, setBroken] = useState(false);
  if (photo.has_thumbnail === false || broken) {
    return (
      <span className="cell-nothing" aria-hidden="true">
        <NoPicture photo={photo} silent />
      </span>
    );
  }
  return <img className="cell-image" src={`${photo.thumbnail_url}&size=256`} alt="" decoding="async" draggable={false} onError={() => setBroken(true)} />;
}
