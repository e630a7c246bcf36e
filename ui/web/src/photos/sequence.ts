/** A row of photos in their order, of any length: what a viewer walks along. A list holds its photos; a timeline only their numbers. */

import type { Photo } from "@/api/types";

export interface Sequence {
  readonly length: number;
  /** The photo at a place, counted from 0; undefined where there is none. */
  idAt: (place: number) => number | undefined;
  /** The place of a photo; -1 when it is not in this row. */
  placeOf: (id: number) => number;
  /** What is known of the photo at a place without asking. */
  photoAt?: (place: number) => Photo | undefined;
  /** The place to which Page Down (1) and Page Up (-1) lead: the next and the previous shoot. */
  leap?: (place: number, way: 1 | -1) => number;
  /** Further photos follow: brings them. Does nothing while they are on their way. */
  more?: () => void;
}

/** The photos of a list that is read page by page. */
export function listed(photos: readonly Photo[], more?: () => void): Sequence {
  return {
    length: photos.length,
    idAt: (place) => photos[place]?.id,
    placeOf: (id) => photos.findIndex((photo) => photo.id === id),
    photoAt: (place) => photos[place],
    ...(more === undefined ? {} : { more }),
  };
}

/** Photos by their numbers alone, however many. */
export function numbered(ids: Uint32Array | readonly number[]): Sequence {
  return { length: ids.length, idAt: (place) => ids[place], placeOf: (id) => ids.indexOf(id) };
}
