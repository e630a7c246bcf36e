import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, type RefObject, useImperativeHandle, useRef, useState } from "react";

import type { Photo, PhotoInFull } from "@/api/types";
import type { Point, Size } from "@/domain/zoom";
import { Film } from "@/viewer/Film";
import { Picture } from "@/viewer/Picture";
import { useZoom } from "@/viewer/useZoom";
import { words } from "@/words";

const say = words.viewer;

/** What keys and buttons outside of the picture do with it. */
export interface StageHands {
  isNear: () => boolean;
  toggle: () => void;
  step: (nearer: boolean) => void;
  pan: (by: Point) => void;
}

interface Props {
  photo: Photo | undefined;
  whole: PhotoInFull | null;
  large: boolean;
  place: number;
  length: number;
  go: (place: number) => void;
  hands: RefObject<StageHands | null>;
}

/** The picture on its ground, or the film. */
export function Stage({ photo, whole, large, place, length, go, hands }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState<Size | null>(null);
  const picture = sizeOf(whole, shape);
  const zoom = useZoom(frame, picture, (forward) => go(forward ? place + 1 : place - 1));
  const near = zoom.view.scale > 1;
  useImperativeHandle(hands, () => ({ isNear: () => near, toggle: zoom.toggle, step: zoom.step, pan: zoom.pan }));
  const original = whole?.original?.shown === true && photo?.media_type === "image" && (large || near) ? whole.original.url : null;
  const film = photo?.media_type === "video" && whole?.original?.shown === true ? whole.original.url : null;
  return (
    <div className="viewer-stage">
      {film !== null && whole !== null ? <Film photo={whole} url={film} /> : (
        <div ref={frame} className="viewer-frame" data-near={near} dir="ltr" {...zoom.hands}>
          {photo === undefined ? null : <Picture photo={photo} original={original} view={zoom.view} held={zoom.held} measured={(fresh) => setShape((before) => before ?? fresh)} />}
        </div>
      )}
      {photo?.media_type === "raw" && shape !== null ? <p className="viewer-tag">{words.viewing.raw}</p> : null}
      {near && zoom.percent !== null ? <p className="viewer-tag" data-side="end" aria-live="polite">{words.viewing.percent(zoom.percent)}</p> : null}
      <Turn label={say.previous} icon={<ChevronLeft size={22} aria-hidden="true" />} side="start" off={place <= 0} go={() => go(place - 1)} />
      <Turn label={say.next} icon={<ChevronRight size={22} aria-hidden="true" />} side="end" off={place < 0 || place >= length - 1} go={() => go(place + 1)} />
    </div>
  );
}

/** The original's pixels in the shape in which it is seen: what the file says may lie on its side. */
function sizeOf(whole: PhotoInFull | null, shape: Size | null): Size | null {
  const said = whole?.metadata.dimensions;
  if (shape === null || said == null) return shape;
  const by = Math.max(said.width, said.height) / Math.max(shape.width, shape.height);
  return { width: shape.width * by, height: shape.height * by };
}

function Turn({ label, icon, side, off, go }: { label: string; icon: ReactNode; side: "start" | "end"; off: boolean; go: () => void }) {
  return (
    <button type="button" className="viewer-turn" data-side={side} aria-label={label} title={label} aria-disabled={off || undefined} onClick={go}>
      {icon}
    </button>
  );
}
