import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Setup } from "@/api/types";
import { SECOND } from "@/domain/ages";

/** What was heard last: the page that follows another one begins with it. */
let last: Setup | null = null;

interface Known {
  setup: Setup | null;
  /** Nobody could say how it stands. */
  failed: boolean;
  /** Takes over what an answer said. */
  take: (setup: Setup) => void;
  reload: () => Promise<void>;
}

/** How far the first run is; asked anew every second while something is at work. */
export function useSetup(): Known {
  const [setup, setSetup] = useState(last);
  const [failed, setFailed] = useState(false);
  const take = useCallback((heard: Setup) => {
    last = heard;
    setSetup(heard);
  }, []);
  const reload = useCallback(async () => {
    try {
      take(await get<Setup>("/api/setup"));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [take]);
  const working = setup !== null && setup.work !== null;
  useEffect(() => {
    const asked = setTimeout(() => void reload());
    const timer = working ? setInterval(() => void reload(), SECOND) : undefined;
    return () => {
      clearTimeout(asked);
      clearInterval(timer);
    };
  }, [reload, working]);
  return { setup, failed, take, reload };
}
