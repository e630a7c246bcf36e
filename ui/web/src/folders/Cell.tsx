import { memo, useState } from "react";

import type { Photo } from "@/api/types";
import { NoPicture } from "@/folders/NoPicture";
import { isWeak, shapeOf, stateInWords } from "@/folders/marks";
import { visible } from "@/domain/foreign";
import { Name } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words/en";

interface Props {
  photo: Photo;
  place: number;
  column: number;
  active: boolean;
  open: (photo: number) => void;
  setActive: (place: number) => void;
}

/** One photo in the grid: its picture, its name, its state. */
export const Cell = memo(function Cell({ photo, place, column, active, open, setActive }: Props) {
  return (
    <div className="cell" role="gridcell" aria-colindex={column} data-place={place} tabIndex={active ? 0 : -1}
      aria-label={`${visible(photo.filename)}, ${stateInWords(photo)}`}
      onFocus={() => setActive(place)}
      onClick={() => open(photo.id)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open(photo.id);
      }}>
      <span className="cell-picture">
        <Picture key={photo.thumbnail_url} photo={photo} />
        <span className="cell-mark" data-state={shapeOf(photo)} title={stateInWords(photo)}>
          {isWeak(photo) ? <span className="cell-weak">{words.folders.weak}</span> : null}
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
  if (photo.has_thumbnail === false || broken) return <NoPicture photo={photo} />;
  return <img className="cell-image" src={`${photo.thumbnail_url}&size=256`} alt="" decoding="async" draggable={false} onError={() => setBroken(true)} />;
}
