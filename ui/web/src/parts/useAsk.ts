import { use, useRef, useState } from "react";

import { PageContext } from "@/parts/page";

/** Runs a request of the person: busy meanwhile, the state fetched afresh at its end, a refusal said in words. While one runs,
 * another press is none: a second click of a double click asks for nothing. */
export function useAsk(): { busy: boolean; ask: (request: () => Promise<unknown>) => Promise<boolean> } {
  const page = use(PageContext);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const ask = async (request: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
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
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, ask };
}
