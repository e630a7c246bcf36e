import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Collection, Collections, Shoot, Shoots } from "@/api/types";

/** All collections; null until they are read. */
export function useCollections(): readonly Collection[] | null {
  const [read, setRead] = useState<readonly Collection[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    get<Collections>("/api/collections", stop.signal).then((answer) => stop.signal.aborted || setRead(answer.collections), () => undefined);
    return () => stop.abort();
  }, []);
  return read;
}

const PAGE = 1000;

/** All shoots that were kept, then all that are suggested; null until they are read. */
export function useShoots(): readonly Shoot[] | null {
  const [shoots, setShoots] = useState<readonly Shoot[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    Promise.all([all("kept", stop.signal), all("suggested", stop.signal)]).then(([kept, suggested]) => stop.signal.aborted || setShoots([...kept, ...suggested]), () => undefined);
    return () => stop.abort();
  }, []);
  return shoots;
}

async function all(state: "kept" | "suggested", signal: AbortSignal): Promise<Shoot[]> {
  const found: Shoot[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Shoots = await get<Shoots>(`/api/shoots?state=${state}&after=${after}&limit=${PAGE}`, signal);
    found.push(...page.shoots);
    after = page.next;
  }
  return found;
}
