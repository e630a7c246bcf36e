import { useEffect, useState } from "react";

import { SECOND } from "@/domain/ages";

/** Now, refreshed often enough for ages in minutes. */
export function useNow(every = 15 * SECOND): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
