import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { DuplicateClass, DuplicateGroup, Duplicates } from "@/api/types";

const PAGE = 24;

export interface Groups {
  found: Duplicates | null;
  error: unknown;
  /** Asks anew, for as many as are shown. */
  again: () => void;
  more: () => void;
}

/** Open groups of a class. What was answered last stays until the next answer. */
export function useGroups(kind: DuplicateClass): Groups {
  const [pages, setPages] = useState(1);
  const [tries, setTries] = useState(0);
  const { found, error } = useAnswer<Duplicates>(`/api/duplicates?class=${kind}&limit=${String(pages * PAGE)}`, tries);
  return { found, error, again: useCallback(() => setTries((before) => before + 1), []), more: () => setPages(pages + 1) };
}

/** One group. */
export function useGroup(id: number): Answer<DuplicateGroup> {
  const read = useAnswer<DuplicateGroup>(`/api/duplicates/${String(id)}`, 0);
  return { ...read, found: read.found?.id === id ? read.found : null };
}

interface Answer<T> {
  found: T | null;
  error: unknown;
}

function useAnswer<T>(address: string, tries: number): Answer<T> {
  const [found, setFound] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    get<T>(address).then(
      (read) => {
        if (!current) return;
        setFound(read);
        setError(null);
      },
      (reason: unknown) => {
        if (current) setError(reason);
      },
    );
    return () => {
      current = false;
    };
  }, [address, tries]);
  return { found, error };
}
