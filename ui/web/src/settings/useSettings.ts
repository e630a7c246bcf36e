import { useCallback, useEffect, useState } from "react";

import { get, patch } from "@/api/client";
import type { Config } from "@/api/types";

export type Setting = Config["settings"][number];

export interface Settings {
  /** Null: not read yet. */
  all: ReadonlyMap<string, Setting> | null;
  /** Keeps a value; raises what the server refuses. */
  change: (name: string, value: number) => Promise<void>;
}

/** The settings that are numbers, with their bounds. */
export function useSettings(): Settings {
  const [all, setAll] = useState<ReadonlyMap<string, Setting> | null>(null);
  const take = useCallback((config: Config) => { setAll(new Map(config.settings.map((one) => [one.name, one]))); }, []);
  useEffect(() => {
    let current = true;
    get<Config>("/api/config").then((read) => { if (current) take(read); }, () => undefined);
    return () => {
      current = false;
    };
  }, [take]);
  const change = async (name: string, value: number) => { take(await patch<Config>("/api/config", { [name]: value })); };
  return { all, change };
}
