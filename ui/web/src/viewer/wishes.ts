/** Which parts of the viewer a person wants to see; kept in this browser. */

import { useState } from "react";

export type Part = "info" | "strip";

export function usePart(part: Part): [boolean, () => void] {
  const [shown, setShown] = useState(() => stored(part));
  const turn = () => {
    setShown(!shown);
    keep(part, !shown);
  };
  return [shown, turn];
}

/** It is seen from now on. */
export function show(part: Part): void {
  keep(part, true);
}

function keep(part: Part, shown: boolean): void {
  try {
    localStorage.setItem(place(part), shown ? "shown" : "hidden");
  } catch {
    // A window that keeps nothing shows it as it is until it is closed.
  }
}

const place = (part: Part) => `holdfast.viewer.${part}`;

function stored(part: Part): boolean {
  try {
    return localStorage.getItem(place(part)) !== "hidden";
  } catch {
    return true;
  }
}
