import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Account, Accounts } from "@/api/types";

/** The accounts as they may be shown; null: not read yet. They are read anew when a source was added, changed or left. */
export function useAccounts(round: string): { accounts: readonly Account[] | null; again: () => void } {
  const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let current = true;
    get<Accounts>("/api/accounts").then((read) => { if (current) setAccounts(read.accounts); }, () => undefined);
    return () => {
      current = false;
    };
  }, [round, asked]);
  return { accounts, again: () => { setAsked(asked + 1); } };
}
