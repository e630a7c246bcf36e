import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Figures, Year } from "@/api/types";

export interface Read<T> {
  found: T | null;
  error: unknown;
  busy: boolean;
  again: () => void;
}

/** The statistics; `again` has them counted now. */
export function useFigures(): Read<Figures> {
  const [tries, setTries] = useState(0);
  const read = useAnswer<Figures>(tries === 0 ? "/api/statistics/figures" : `/api/statistics/figures?anew=1`, tries);
  return { ...read, again: () => setTries(tries + 1) };
}

/** The days of one year. */
export function useYear(year: number): Read<Year> {
  const [tries, setTries] = useState(0);
  const read = useAnswer<Year>(`/api/statistics/days/${String(year)}`, tries);
  return { ...read, again: () => setTries(tries + 1) };
}

/** What was answered last stays until the next answer. */
function useAnswer<T>(address: string, tries: number): Omit<Read<T>, "again"> {
  const [found, setFound] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [answered, setAnswered] = useState("");
  const asked = `${address} ${String(tries)}`;
  useEffect(() => {
    let current = true;
    const settle = (set: () => void) => {
      if (!current) return;
      set();
      setAnswered(asked);
    };
    get<T>(address).then(
      (read) => settle(() => {
        setFound(read);
        setError(null);
      }),
      (reason: unknown) => settle(() => setError(reason)),
    );
    return () => {
      current = false;
    };
  }, [address, asked]);
  return { found, error, busy: answered !== asked };
}
