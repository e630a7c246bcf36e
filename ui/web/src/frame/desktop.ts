import { post } from "@/api/client";
import { choose, type Theme, THEMES } from "@/frame/theme";

/** What a browser does by itself and the desktop window does not: zoom by keyboard, and the words of its menu. */

const STEPS = [75, 90, 100, 110, 125, 150, 175, 200] as const;
const NORMAL = 100;
const KEPT = "holdfast.zoom";
/** Somebody asks for all shortcuts by the menu, whatever letters mean. */
export const KEYS = "holdfast:keys";

/** Listens for as long as the page lives; `tell` hears what could not be done. */
export function listenToWindow(tell: (error: unknown) => void): () => void {
  const chosen = (event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") obey(event.detail, tell);
  };
  const press = (event: KeyboardEvent) => {
    const step = window.pywebview === undefined || !(event.ctrlKey || event.metaKey) || event.altKey ? null : stepOf(event.key);
    if (step === null) return;
    event.preventDefault();
    zoom(step);
  };
  addEventListener("holdfast:menu", chosen);
  addEventListener("keydown", press);
  if (window.pywebview !== undefined) wearZoom(keptZoom());
  return () => {
    removeEventListener("holdfast:menu", chosen);
    removeEventListener("keydown", press);
  };
}

function obey(word: string, tell: (error: unknown) => void): void {
  const [verb = "", what = ""] = word.split(" ");
  const theme: Theme | undefined = THEMES.find((one) => one === what);
  if (verb === "go") location.hash = `#/${what}`;
  if (verb === "zoom") zoom(Number(what));
  if (verb === "theme" && theme !== undefined) choose(theme);
  if (verb === "keys") dispatchEvent(new Event(KEYS));
  if (verb === "do" && (what === "backup" || what === "verify")) post("/api/jobs", { kind: what }).catch(tell);
}

function stepOf(key: string): number | null {
  if (key === "+" || key === "=") return 1;
  if (key === "-" || key === "_") return -1;
  return key === "0" ? 0 : null;
}

/** All measures are in `rem`, so that letters, pictures and the room between them grow together. */
function zoom(step: number): void {
  const at = STEPS.findIndex((one) => one === keptZoom());
  const next = step === 0 ? NORMAL : (STEPS[Math.min(STEPS.length - 1, Math.max(0, at + step))] ?? NORMAL);
  sessionStorage.setItem(KEPT, `${next}`);
  wearZoom(next);
}

function keptZoom(): number {
  const kept = Number(sessionStorage.getItem(KEPT) ?? NORMAL);
  return STEPS.find((one) => one === kept) ?? NORMAL;
}

function wearZoom(percent: number): void {
  document.documentElement.style.fontSize = percent === NORMAL ? "" : `${percent}%`;
}
