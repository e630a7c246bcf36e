import { useEffect, useState } from "react";

import { post, Refused } from "@/api/client";
import type { Act } from "@/api/types";
import { isTyping } from "@/frame/shortcuts";
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

/** What the person does on this page, and taking it back: by the button, or by Ctrl+Z, which in the viewer means what was
 * done there. `changed`: whatever was done. */
export function useActs(changed: () => void, inViewer = false): Acts {
  const { busy, ask } = useAsk();
  const [said, setSaid] = useState("");
  const [done, setDone] = useState<readonly number[]>([]);
  const last = done.at(-1) ?? null;
  const run = (request: () => Promise<Act>) =>
    ask(async () => {
      const act = await heard(request());
      const { change } = act;
      setSaid(words.marks.done(act));
      if (change !== null) setDone((before) => [...before, change]);
      changed();
    });
  /** The notice of the page lies under the viewer: what was refused there is said in it. */
  const heard = <T>(answer: Promise<T>) =>
    answer.catch((error: unknown) => {
      if (inViewer) setSaid(error instanceof Refused ? error.problem.message : words.notice.offline);
      throw error;
    });
  const undo = async () => {
    if (last === null) return;
    await ask(async () => {
      await heard(post(`/api/changes/${last}/undo`)).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 409) setDone((before) => before.slice(0, -1)); // not ours to undo any more
        throw error;
      });
      setSaid(words.marks.undone);
      setDone((before) => before.slice(0, -1));
      changed();
    });
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      if (inViewer !== (document.querySelector("dialog[open]") !== null)) return;
      event.preventDefault();
      void undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return { busy, said, last, run, undo };
}
