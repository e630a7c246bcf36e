import { useState } from "react";

import { post } from "@/api/client";
import type { ShootAct } from "@/api/types";
import { useChanged } from "@/frame/acts";
import { useAsk } from "@/parts/useAsk";
import type { Done } from "@/shoots/Done";
import { words } from "@/words";

export interface Acts {
  busy: boolean;
  done: Done | null;
  /** Grows with each act: what is shown is read again. */
  count: number;
  /** Does something; what it answered, or null where it was refused. */
  act: (said: string, request: () => Promise<ShootAct>) => Promise<ShootAct | null>;
  undo: (change: number) => void;
}

/** What a person does with shoots: said when it is done, and undone by one click. */
export function useActs(): Acts {
  const { busy, ask } = useAsk();
  const [done, setDone] = useState<Done | null>(null);
  const [count, setCount] = useState(0);
  const act = async (said: string, request: () => Promise<ShootAct>) => {
    let answer: ShootAct | null = null;
    const succeeded = await ask(async () => {
      answer = await request();
    });
    if (!succeeded) return null;
    setDone({ said, change: (answer as ShootAct | null)?.change ?? null });
    setCount((before) => before + 1);
    return answer;
  };
  const undo = (change: number) => {
    void ask(() => post(`/api/changes/${change}/undo`)).then((succeeded) => {
      if (!succeeded) return;
      setDone({ said: words.shoots.done.undone, change: null });
      setCount((before) => before + 1);
    });
  };
  useChanged(() => {
    setDone(null);
    setCount((before) => before + 1);
  });
  return { busy, done, count, act, undo };
}
