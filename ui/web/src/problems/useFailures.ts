import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Failure, Failures } from "@/api/types";
import { joined } from "@/domain/groups";

const PAGE = 200;

interface Found {
  asked: string;
  failures: readonly Failure[];
  next: number | null;
}

export interface Read {
  /** Null: nothing was read yet. */
  failures: readonly Failure[] | null;
  more: boolean;
  read: () => void;
}

/** The photos of one cause, page by page; from the start whenever another name is looked for. With another `version` as many as are shown
 * are read again; `left` hears of those that are there no more. */
export function useFailures(query: Record<string, string>, version = "", left?: (ids: readonly number[]) => void): Read {
  const [found, setFound] = useState<Found | null>(null);
  const asked = new URLSearchParams({ ...query, limit: `${PAGE}` }).toString();
  const asking = useRef(false);
  const held = useRef<Found | null>(null);
  const tell = useEffectEvent((ids: readonly number[]) => left?.(ids));
  const load = useCallback(
    async (after: number, before: readonly Failure[], last: number, signal: AbortSignal | null) => {
      asking.current = true;
      try {
        let [failures, next]: [readonly Failure[], number | null] = [before, after];
        do {
          const page: Failures = await get<Failures>(`/api/failures?${asked}&after=${next}`, signal);
          failures = joined([failures, page.failures]);
          next = page.next;
        } while (next !== null && next < last);
        held.current = { asked, failures, next };
        setFound(held.current);
      } catch {
        // The next change of the status asks again; what is shown meanwhile is the last answer.
      } finally {
        asking.current = false;
      }
    },
    [asked],
  );
  useEffect(() => {
    const stop = new AbortController();
    const before = held.current?.asked === asked ? held.current.failures : [];
    void load(0, [], before.at(-1)?.id ?? 0, stop.signal).then(() => {
      const here = new Set(held.current?.failures.map((one) => one.id));
      if (!stop.signal.aborted && before.length > 0) tell(before.filter((one) => !here.has(one.id)).map((one) => one.id));
    });
    return () => stop.abort();
  }, [load, asked, version]);
  const here = found?.asked === asked ? found : null;
  const next = here?.next ?? null;
  const read = () => {
    if (here !== null && next !== null && !asking.current) void load(next, here.failures, 0, null);
  };
  return { failures: here?.failures ?? null, more: next !== null, read };
}
