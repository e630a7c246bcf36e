import { lazy, Suspense, useEffect, useState } from "react";

import { searchFor } from "@/domain/route";
import { redoNext, undoLast } from "@/frame/acts";
import { KEYS } from "@/frame/desktop";
import { isCommand, letterOf } from "@/frame/shortcuts";
import { Toast } from "@/frame/Toast";
import { openPlace } from "@/frame/useRoute";

const ShortcutSheet = lazy(async () => ({ default: (await import("@/frame/ShortcutSheet")).ShortcutSheet }));

/** The keys that mean the same on every page, what they open, and what was done last. */
export function Everywhere() {
  const [sheet, setSheet] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.defaultPrevented ? undefined : stepOf(event, () => setSheet(true));
      if (step === undefined) return;
      event.preventDefault();
      step();
    };
    const asked = () => setSheet(true);
    addEventListener("keydown", press);
    addEventListener(KEYS, asked);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener(KEYS, asked);
    };
  }, []);
  return (
    <>
      <Toast />
      {sheet ? <Suspense><ShortcutSheet close={() => setSheet(false)} /></Suspense> : null}
    </>
  );
}

function stepOf(event: KeyboardEvent, open: () => void): (() => void) | undefined {
  if (isCommand(event, "z")) return () => void (event.shiftKey ? redoNext() : undoLast());
  if (isCommand(event, "y")) return () => void redoNext();
  const letter = letterOf(event);
  if (letter === "?") return document.querySelector("dialog.sheet[open]") === null ? open : undefined;
  return letter === "/" ? toSearch : undefined;
}

/** The field is there at once, or as soon as its page is. */
function toSearch(): void {
  if (document.getElementById("search-field") === null) openPlace(searchFor(""));
  let tries = 0;
  const focus = () => {
    const field = document.getElementById("search-field");
    if (field instanceof HTMLInputElement) field.select();
    else if (tries++ < 300) requestAnimationFrame(focus);
  };
  focus();
}
