import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Cards, Status } from "@/api/types";

export interface Known {
  cards: Cards | null;
  error: unknown;
  /** What an act answered is shown at once. */
  show: (cards: Cards) => void;
}

/** The cards, looked at anew whenever the status says that something may have changed. */
export function useCards(status: Status): Known {
  const [cards, setCards] = useState<Cards | null>(null);
  const [error, setError] = useState<unknown>(null);
  const version = versionOf(status);
  useEffect(() => {
    const stop = new AbortController();
    get<Cards>("/api/problems", stop.signal).then(
      (read) => {
        setCards(read);
        setError(null);
      },
      (reason: unknown) => {
        if (!stop.signal.aborted) setError(reason);
      },
    );
    return () => stop.abort();
  }, [version]);
  const show = useCallback((read: Cards) => setCards(read), []);
  return { cards, error, show };
}

function versionOf({ job, totals, library, sources, verification, problems }: Status): string {
  const troubles = sources.map(({ id, problem, held, stale }) => `${id} ${problem?.message ?? ""} ${held?.absent ?? 0} ${stale}`);
  return [job?.id, job?.state, job?.phase, totals.failed, library.code, verification.held?.absent, verification.lost, problems, ...troubles].join(" ");
}
