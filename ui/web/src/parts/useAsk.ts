import { use, useState } from "react";

import { PageContext } from "@/parts/page";

/** Runs a request of the person: busy meanwhile, the state fetched afresh at its end, a refusal said in words. */
export function useAsk(): { busy: boolean; ask: (request: () => Promise<unknown>) => Promise<boolean> } {
  const page = use(PageContext);
  const [busy, setBusy] = useState(false);
  const ask = async (request: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    page.forget();
    try {
      await request();
      await page.refresh();
      return true;
    } catch (error) {
      page.tell(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, ask };
}
