import { useRef, useState } from "react";

import { Refused, Unreachable } from "@/api/client";
import { words } from "@/words";

/** What is wrong, and at which field; the field null: with all of it. */
export interface Wrong {
  field: string | null;
  message: string;
  action: string;
}

interface Asking {
  busy: boolean;
  wrong: Wrong | null;
  forget: () => void;
  /** Runs a request; a refusal is kept to be said at its field. Whether it went well. */
  ask: (request: () => Promise<unknown>) => Promise<boolean>;
}

/** A form that says at the field what is wrong with it. */
export function useForm(): Asking {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const running = useRef(false);
  const ask = async (request: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setWrong(null);
    try {
      await request();
      return true;
    } catch (error) {
      setWrong(wrongOf(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, wrong, forget: () => setWrong(null), ask };
}

function wrongOf(error: unknown): Wrong {
  if (error instanceof Refused) return { field: error.field, message: error.problem.message, action: error.problem.action };
  return { field: null, message: error instanceof Unreachable ? words.notice.offline : words.notice.unexpected, action: "" };
}
