import { useEffect, useRef, useState } from "react";

import { get, post, Refused, remove } from "@/api/client";
import type { AccountCheck } from "@/api/types";
import type { Fields, Wrong } from "@/sources/fields";
import { words } from "@/words";

const PAUSE = 300;

export interface Look {
  /** The look as it stands; null: nobody asked yet, or something was typed since. */
  check: AccountCheck | null;
  asking: boolean;
  wrong: Wrong | null;
  begin: (asked: { kind?: string; source?: number; fields: Fields }) => Promise<void>;
  stop: () => void;
  /** Something was typed: what was seen is of another account now. */
  forget: () => void;
  refuse: (error: unknown) => void;
}

/** A live look at an account: begun, followed until it is over, and ended when the form goes away. */
export function useCheck(): Look {
  const [check, setCheck] = useState<AccountCheck | null>(null);
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const turn = useRef(0); // an answer to what was asked before something was typed counts no more
  const under = check !== null && isUnderWay(check) ? check.id : null;
  useFollowing(under, setCheck);
  const refuse = (error: unknown) => { setWrong(wrongOf(error)); };
  const begin = async (asked: { kind?: string; source?: number; fields: Fields }) => {
    const mine = ++turn.current;
    setAsking(true);
    setWrong(null);
    try {
      const begun = await post<AccountCheck>("/api/sources/check", asked);
      if (turn.current === mine) setCheck(begun);
      else void remove(`/api/sources/check/${String(begun.id)}`).catch(() => undefined);
    } catch (error) {
      if (turn.current === mine) refuse(error);
    } finally {
      setAsking(false);
    }
  };
  const stop = () => {
    const mine = turn.current;
    const seen = (ended: AccountCheck) => { if (turn.current === mine) setCheck(ended); };
    if (under !== null) void remove<AccountCheck>(`/api/sources/check/${String(under)}`).then(seen, () => undefined);
  };
  const forget = () => {
    stop();
    turn.current += 1;
    setCheck(null);
    setWrong(null);
  };
  const told = check?.problem ?? null;
  const refused = check?.state === "refused" && told !== null ? { field: told.field ?? fieldOf(told.code), message: told.message, action: told.action } : null;
  return { check, asking, wrong: wrong ?? refused, begin, stop, forget, refuse };
}

function useFollowing(id: number | null, seen: (check: AccountCheck) => void) {
  useEffect(() => {
    if (id === null) return;
    let timer: ReturnType<typeof setTimeout>;
    let current = true;
    const look = () => {
      get<AccountCheck>(`/api/sources/check/${String(id)}`)
        .then((check) => { if (current) seen(check); }, () => undefined)
        .finally(() => { if (current) timer = setTimeout(look, PAUSE); });
    };
    timer = setTimeout(look, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [id, seen]);
  // A form that is closed wants to know nothing any more.
  useEffect(() => () => {
    if (id !== null) void remove(`/api/sources/check/${String(id)}`).catch(() => undefined);
  }, [id]);
}

export function isUnderWay(check: AccountCheck): boolean {
  return check.state === "asking" || check.state === "counting";
}

/** Whether the key was good, as far as this look came. */
export function works(check: AccountCheck | null): boolean {
  return check !== null && (check.state === "counting" || check.state === "done" || (check.state === "cancelled" && check.title !== ""));
}

/** A refusal as the form tells it. */
export function wrongOf(error: unknown): Wrong {
  if (!(error instanceof Refused)) return { field: null, message: words.notice.offline, action: "" };
  return { field: error.field, message: error.problem.message, action: error.problem.action };
}

/** A refused key is told below the secret, whatever the kind. */
function fieldOf(code: string): string | null {
  return code === "AUTH_REVOKED" ? "secret" : null;
}
