import { useState } from "react";

import { post } from "@/api/client";
import type { Decided, DuplicateClass } from "@/api/types";
import { useChanged } from "@/frame/acts";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.duplicates;

export interface Deciding {
  busy: boolean;
  /** What was done last, in a sentence. */
  said: string;
  /** Of what was done last; null: there is nothing to undo. */
  change: number | null;
  keep: (group: number, keeper: number | null) => Promise<boolean>;
  apart: (group: number) => Promise<boolean>;
  accept: (kind: DuplicateClass) => Promise<boolean>;
  undo: () => Promise<boolean>;
}

/** The person's decisions; `settled` is called after each. */
export function useDecide(settled: () => void): Deciding {
  const { busy, ask } = useAsk();
  const [last, setLast] = useState<{ said: string; change: number | null }>({ said: "", change: null });
  const decide = (path: string, body: object) =>
    ask(async () => {
      const done = await post<Decided>(`/api/duplicates/${path}`, body);
      setLast({ said: say.done(done.what), change: done.change });
      settled();
    });
  const undo = () =>
    ask(async () => {
      const done = await post<{ what: string }>(`/api/changes/${String(last.change)}/undo`);
      setLast({ said: say.undone(done.what), change: null });
      settled();
    });
  useChanged(() => {
    setLast({ said: "", change: null });
    settled();
  });
  return {
    busy,
    ...last,
    keep: (group, keeper) => decide(`${String(group)}/keep`, { keeper }),
    apart: (group) => decide(`${String(group)}/apart`, {}),
    accept: (kind) => decide("accept", { class: kind }),
    undo,
  };
}
