import { useMemo, useState } from "react";

import type { Wish } from "@/domain/justified";
import { where } from "@/timeline/placed";
import { heightOf, isByMonth, USUAL, ZOOMS } from "@/timeline/zooms";

export interface Sized {
  wish: Wish;
  zoom: number;
  setZoom: (zoom: number) => void;
  /** The room that there is for photos. */
  setRoom: (width: number, view: number) => void;
}

/** How large pictures are: as the person wishes, as the room allows. */
export function useSized(): Sized {
  const [zoom, setZoom] = useState(() => where()?.zoom ?? USUAL);
  const [room, setRoom] = useState({ width: 0, view: 0 });
  const wish = useMemo(() => ({ width: room.width, height: heightOf(zoom, room.width, room.view), months: isByMonth(zoom) }), [zoom, room]);
  return {
    wish, zoom,
    setZoom: (to) => setZoom(Math.max(0, Math.min(ZOOMS - 1, to))),
    setRoom: (width, view) => setRoom((before) => (before.width === width && before.view === view ? before : { width, view })),
  };
}
