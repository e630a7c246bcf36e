import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Safety } from "@/api/types";

export interface SafetyRead {
  safety: Safety | null;
  error: unknown;
  again: () => void;
}

/** The evidence, read again whenever `version` changes; what was read before stays until then. */
export function useSafety(version: string): SafetyRead {
  const [safety, setSafety] = useState<Safety | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    get<Safety>("/api/safety").then(
      (read) => {
        if (!current) return;
        setSafety(read);
        setError(null);
      },
      (reason: unknown) => {
        if (current) setError(reason);
      },
    );
    return () => {
      current = false;
    };
  }, [version, tries]);
  return { safety, error, again: () => setTries(tries + 1) };
}
