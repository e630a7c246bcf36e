import { useState } from "react";

import type { Photo } from "@/api/types";
import type { Choosing } from "@/photos/Cell";

export interface Chosen extends Choosing {
  /** In the order of the list. */
  ids: readonly number[];
  all: () => void;
  none: () => void;
}

/** Which photos of a list are chosen; one that left the list is chosen no more. */
export function useChosen(photos: readonly Photo[]): Chosen {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const ids = photos.filter((photo) => chosen.has(photo.id)).map((photo) => photo.id);
  const choose = (photo: number, is: boolean) => {
    setChosen((before) => {
      const after = new Set(before);
      if (is) after.add(photo);
      else after.delete(photo);
      return after;
    });
  };
  return { chosen, ids, choose, all: () => setChosen(new Set(photos.map((photo) => photo.id))), none: () => setChosen(new Set()) };
}
