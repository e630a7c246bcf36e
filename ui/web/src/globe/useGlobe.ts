import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Clusters, Mapped, Cluster } from "@/api/types";
import { cellOf, type Part } from "@/domain/mercator";

/** What is still moving is not asked for. */
const REST = 160;

export interface Globe {
  mapped: Mapped | null;
  error: unknown;
}

/** Which part of the world the photos fill. */
export function useMapped(version: string): Globe {
  const [globe, setGlobe] = useState<Globe>({ mapped: null, error: null });
  useEffect(() => {
    const stop = new AbortController();
    get<Mapped>("/api/map", stop.signal).then(
      (mapped) => setGlobe({ mapped, error: null }),
      (error: unknown) => {
        if (!stop.signal.aborted) setGlobe((before) => ({ ...before, error }));
      },
    );
    return () => stop.abort();
  }, [version]);
  return globe;
}

/** The clusters of a part, and for which part they are: those of the one before stay until others come. */
export function useClusters(part: Part | null, zoom: number, version: string): { clusters: readonly Cluster[]; part: Part | null } {
  const [found, setFound] = useState<{ clusters: readonly Cluster[]; part: Part | null }>({ clusters: [], part: null });
  const address = part === null ? null : addressOf(part, cellOf(zoom));
  useEffect(() => {
    if (address === null || part === null) return;
    const stop = new AbortController();
    const rest = window.setTimeout(() => {
      get<Clusters>(address, stop.signal).then(
        ({ clusters }) => setFound({ clusters, part }),
        () => undefined, // The page says already that nobody answers; what is seen stays.
      );
    }, REST);
    return () => {
      clearTimeout(rest);
      stop.abort();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the address says all of the part
  }, [address, version]);
  return found;
}

function addressOf({ south, west, north, east }: Part, cell: number): string {
  const rounded = Object.entries({ south, west, north, east }).map(([edge, degrees]) => `${edge}=${degrees.toFixed(5)}`);
  return `/api/map/clusters?${rounded.join("&")}&cell=${cell.toPrecision(8)}`;
}
