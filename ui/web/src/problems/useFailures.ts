import { useCallback, useEffect, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Failure, Failures } from "@/api/types";
import { joined } from "@/domain/groups";

const PAGE = 200;

export interface Read {
  /** Null: nothing was read yet. */
  failures: readonly Failure[] | null;
  more: boolean;
  read: () => void;
}

/** The photos of one cause, page by page; from the start whenever another name is looked for. */
export function useFailures(query: Record<string, string>): Read {
  const [found, setFound] = useState<{ asked: string; failures: readonly Failure[]; next: number | null } | null>(null);
  const asked = new URLSearchParams({ ...query, limit: `${PAGE}` }).toString();
  const asking = useRef(false);
  const load = useCallback(
    (after: number, before: readonly Failure[], signal: AbortSignal | null) => {
      asking.current = true;
      get<Failures>(`/api/failures?${asked}&after=${after}`, signal).then(
        (page) => {
          asking.current = false;
          setFound({ asked, failures: joined([before, page.failures]), next: page.next });
        },
        // The next change of the status asks again; what is shown meanwhile is the last answer.
        () => {
          asking.current = false;
        },
      );
    },
    [asked],
  );
  useEffect(() => {
    const stop = new AbortController();
    load(0, [], stop.signal);
    return () => stop.abort();
  }, [load]);
  const here = found?.asked === asked ? found : null;
  const next = here?.next ?? null;
  const read = () => {
    if (here !== null && next !== null && !asking.current) load(next, here.failures, null);
  };
  return { failures: here?.failures ?? null, more: next !== null, read };
}
