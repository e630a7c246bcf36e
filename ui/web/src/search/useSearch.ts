import { useEffect, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Found, FoundPhoto } from "@/api/types";

/** Between two requests for a query that is still being written into the index. */
const LATER = 2_000;

export interface Search {
  /** The first page of the last query that was understood; null: there is none yet. */
  found: Found | null;
  photos: readonly FoundPhoto[];
  more: boolean;
  read: () => void;
  error: unknown;
  /** The photos that are shown are still those of an earlier query. */
  busy: boolean;
}

interface Known {
  query: string;
  found: Found | null;
  photos: readonly FoundPhoto[];
  next: string | null;
  error: unknown;
}

const NOTHING: Known = { query: "", found: null, photos: [], next: null, error: null };

/** What a query finds, page by page. A newer query ends the one before; `version` asks for the same one anew. */
export function useSearch(query: string, version: number): Search {
  const [known, setKnown] = useState<Known | null>(null);
  const [tries, setTries] = useState(0);
  const asking = useRef<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let again = 0;
    get<Found>(addressOf(query, null), stop.signal).then(
      (found) => {
        if (stop.signal.aborted) return;
        asking.current = null;
        setKnown({ query, found, photos: found.photos, next: found.next, error: null });
        if (found.is_behind) again = window.setTimeout(() => setTries((before) => before + 1), LATER);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setKnown((before) => ({ ...(before ?? NOTHING), query, next: null, error }));
      },
    );
    return () => {
      stop.abort();
      clearTimeout(again);
    };
  }, [query, version, tries]);
  const next = known?.query === query ? known.next : null;
  const read = () => {
    if (next === null || asking.current === next) return;
    asking.current = next;
    get<Found>(addressOf(query, next)).then(
      (found) => setKnown((before) => (before?.query === query && before.next === next ? { ...before, photos: [...before.photos, ...found.photos], next: found.next } : before)),
      (error: unknown) => setKnown((before) => (before?.query === query ? { ...before, next: null, error } : before)),
    );
  };
  const empty = known !== null && known.query === query && known.photos.length === 0 && next !== null;
  useEffect(() => {
    // A page may be empty though others follow: nobody scrolls down to those.
    if (empty) read();
  });
  return { found: known?.found ?? null, photos: known?.photos ?? [], more: next !== null, read, error: known?.query === query ? known.error : null, busy: known?.query !== query };
}

function addressOf(query: string, after: string | null): string {
  return `/api/search?q=${encodeURIComponent(query)}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
}
