import { useEffect, useState } from "react";

import { searchFor } from "@/domain/route";
import { replacePlace } from "@/frame/useRoute";

/** A pause in typing after which it is searched. */
const PAUSE = 150;

/** What is typed goes into the address after a pause, and what stands in the address into the field. */
export function useTyped(query: string): [string, (text: string) => void] {
  const [typed, setTyped] = useState(query);
  const [sent, setSent] = useState(query);
  const [seen, setSeen] = useState(query);
  if (query !== seen) {
    setSeen(query);
    if (query !== sent) {
      setSent(query);
      setTyped(query);
    }
  }
  useEffect(() => {
    if (typed === sent) return;
    const timer = setTimeout(() => {
      setSent(typed);
      replacePlace(searchFor(typed));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, sent]);
  return [typed, setTyped];
}
