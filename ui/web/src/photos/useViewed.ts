import { useCallback, useSyncExternalStore } from "react";

/** Which photo is open over a list. It is a step in the history, so that going back closes it, and it outlives a reload. */
interface Step {
  opened?: boolean;
  viewed?: { list: string; photo: number };
}

export interface Viewed {
  photo: number | null;
  open: (photo: number) => void;
  turn: (photo: number) => void;
  leave: () => void;
}

/** `list`: tells lists of the same page apart. */
export function useViewed(list: string): Viewed {
  const photo = useSyncExternalStore(subscribe, () => viewedOf(list));
  const open = useCallback((other: number) => {
    history.pushState({ opened: true, viewed: { list, photo: other } } satisfies Step, "");
    changed();
  }, [list]);
  const turn = useCallback((other: number) => {
    history.replaceState({ ...(history.state as Step | null), viewed: { list, photo: other } } satisfies Step, "");
    changed();
  }, [list]);
  const leave = useCallback(() => history.back(), []);
  return { photo, open, turn, leave };
}

function viewedOf(list: string): number | null {
  const viewed = (history.state as Step | null)?.viewed;
  return viewed?.list === list ? viewed.photo : null;
}

/** The browser tells only of what the person does. */
function changed(): void {
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state as unknown }));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  return () => window.removeEventListener("popstate", listener);
}
