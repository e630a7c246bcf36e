import { useEffect, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Photo } from "@/api/types";

interface Page {
  photos: Photo[];
  next: string | number | null;
}

export interface Pages<P> {
  /** What was read last; null: nothing yet. */
  page: P | null;
  photos: readonly Photo[];
  more: boolean;
  /** Reads the next page, if there is one and it is not on its way already. */
  read: () => void;
  error: unknown;
}

/** A list of photos, read page by page from an address without a query; from its beginning whenever `version` changes. */
export function usePages<P extends Page>(address: string, version = 0): Pages<P> {
  const [page, setPage] = useState<P | null>(null);
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [step, setStep] = useState<{ version: number; after: string | number }>({ version: -1, after: "" });
  const wanted = step.version === version ? step.after : null;
  const asking = useRef(false);
  useEffect(() => {
    let current = true;
    asking.current = true;
    get<P>(wanted === null ? address : `${address}?after=${encodeURIComponent(wanted)}`).then(
      (read) => {
        if (!current) return;
        asking.current = false;
        setPage(read);
        setPhotos((before) => (wanted === null ? read.photos : joined(before, read.photos)));
        setError(null);
        // A page may be empty though others follow.
        if (read.photos.length === 0 && read.next !== null) setStep({ version, after: read.next });
      },
      (reason: unknown) => {
        if (!current) return;
        asking.current = false;
        setError(reason);
      },
    );
    return () => {
      current = false;
    };
  }, [address, wanted, version]);
  const read = () => {
    if (!asking.current && page !== null && page.next !== null) setStep({ version, after: page.next });
  };
  return { page, photos, more: page !== null && page.next !== null, read, error };
}

function joined(before: readonly Photo[], read: readonly Photo[]): readonly Photo[] {
  const known = new Set(before.map((photo) => photo.id));
  return [...before, ...read.filter((photo) => !known.has(photo.id))];
}
