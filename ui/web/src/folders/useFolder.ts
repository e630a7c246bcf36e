import { useEffect, useRef, useState } from "react";

import type { Contents } from "@/api/types";
import { firstPage, firstPages, joined, nextPage, placeOf, renewed } from "@/folders/contents";
import { markOf } from "@/folders/mark";

export interface FolderRead {
  contents: Contents | null;
  error: unknown;
  /** Reads the next page, if there is one and it is not on its way already. */
  more: () => void;
  again: () => void;
}

/** A folder, read page by page; its beginning is read again whenever `version` changes. */
export function useFolder(folder: number | null, version: string): FolderRead {
  const [contents, setContents] = useState<Contents | null>(() => placeOf(folder)?.contents ?? null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const known = useRef(contents);
  const asking = useRef(false);
  const keep = (read: Contents) => {
    known.current = read;
    setContents(read);
    setError(null);
  };
  useEffect(() => {
    let current = true;
    const length = (known.current?.photos.length ?? 0) + (known.current?.folders.length ?? 0);
    const reading = known.current === null ? firstPages(folder, markOf(folder)?.photos ?? 0) : firstPage(folder, length);
    reading.then(
      (read) => current && keep(renewed(known.current, read)),
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, [folder, version, tries]);
  const more = () => {
    const after = known.current?.next;
    if (folder === null || after == null || asking.current) return;
    asking.current = true;
    nextPage(folder, after)
      .then((read) => {
        if (known.current?.next === after) keep(joined(known.current, read));
      }, setError)
      .finally(() => {
        asking.current = false;
      });
  };
  return { contents, error, more, again: () => setTries(tries + 1) };
}
