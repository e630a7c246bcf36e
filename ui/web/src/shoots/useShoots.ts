import { useCallback, useEffect, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Shoot, ShootInFull, Shoots } from "@/api/types";

export interface ShootsRead {
  found: Shoots | null;
  error: unknown;
  more: () => void;
}

/** The shoots of one state, page by page, read again whenever `version` changes. */
export function useShoots(state: Shoot["state"], version: string): ShootsRead {
  const [found, setFound] = useState<Shoots | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    get<Shoots>(`/api/shoots?state=${state}`).then(
      (read) => {
        if (!current) return;
        setFound(read);
        setError(null);
      },
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, [state, version]);
  const more = () => {
    const after = found?.next;
    if (after == null) return;
    get<Shoots>(`/api/shoots?state=${state}&after=${after}`).then(
      (read) => setFound((known) => (known?.next === after ? { ...known, shoots: [...known.shoots, ...read.shoots], next: read.next } : known)),
      setError,
    );
  };
  return { found, error, more };
}

export interface ShootRead {
  found: ShootInFull | null;
  error: unknown;
  more: () => void;
}

/** One shoot and its photos, page by page, read again whenever `version` changes. */
export function useShoot(id: number, version: string): ShootRead {
  const [found, setFound] = useState<ShootInFull | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asking = useRef(false);
  useEffect(() => {
    let current = true;
    get<ShootInFull>(`/api/shoots/${id}`).then(
      (read) => {
        if (!current) return;
        setFound(read);
        setError(null);
      },
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, [id, version]);
  const next = found?.next ?? null;
  const more = useCallback(() => {
    if (next === null || asking.current) return;
    asking.current = true;
    get<ShootInFull>(`/api/shoots/${id}?after=${next}`)
      .then((read) => setFound((known) => (known?.next === next ? joined(known, read) : known)), setError)
      .finally(() => {
        asking.current = false;
      });
  }, [id, next]);
  return { found, error, more };
}

function joined(known: ShootInFull, read: ShootInFull): ShootInFull {
  return { ...read, photos: [...known.photos, ...read.photos], stacks: [...known.stacks, ...read.stacks] };
}
