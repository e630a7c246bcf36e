import { useState } from "react";

import { post, Refused } from "@/api/client";
import type { Act } from "@/api/types";
import { useChanged } from "@/frame/acts";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

export interface Acts {
  busy: boolean;
  /** What was done last, in words; empty: nothing yet. */
  said: string;
  /** The last act, which can be undone; null: there is none. */
  last: number | null;
  run: (request: () => Promise<Act>) => Promise<boolean>;
  undo: () => Promise<void>;
}

/** What the person does on this page, and taking it back by the button. `changed`: whatever was done, also by a key or in the viewer. */
export function useActs(changed: () => void): Acts {
  const { busy, ask } = useAsk();
  const [said, setSaid] = useState("");
  const [done, setDone] = useState<readonly number[]>([]);
  const last = done.at(-1) ?? null;
  const run = (request: () => Promise<Act>) =>
    ask(async () => {
      const act = await request();
      const { change } = act;
      setSaid(words.marks.done(act));
      if (change !== null) setDone((before) => [...before, change]);
      changed();
    });
  const undo = async () => {
    if (last === null) return;
    await ask(async () => {
      await post(`/api/changes/${last}/undo`).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 409) setDone((before) => before.slice(0, -1)); // not ours to undo any more
        throw error;
      });
      setSaid(words.marks.undone);
      setDone((before) => before.slice(0, -1));
      changed();
    });
  };
  useChanged(() => {
    setSaid("");
    setDone([]);
    changed();
  });
  return { busy, said, last, run, undo };
}
