import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { PhotoInFull } from "@/api/types";

export interface WholeRead {
  whole: PhotoInFull | null;
  /** Why it could not be read. */
  error: unknown;
}

const NOTHING_YET: WholeRead = { whole: null, error: null };

/** All that is known of a photo. */
export function useWhole(photo: number): WholeRead {
  const [read, setRead] = useState<WholeRead & { photo: number }>({ ...NOTHING_YET, photo });
  useEffect(() => {
    let current = true;
    get<PhotoInFull>(`/api/photos/${photo}`).then(
      (whole) => current && setRead({ whole, error: null, photo }),
      (error: unknown) => current && setRead({ whole: null, error, photo }),
    );
    return () => {
      current = false;
    };
  }, [photo]);
  return read.photo === photo ? read : NOTHING_YET;
}
