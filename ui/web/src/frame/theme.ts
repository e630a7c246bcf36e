/** Light, dark, or as the system has it. */

import { keep, kept } from "@/frame/taste";

export type Theme = "auto" | "light" | "dark";
export const THEMES: readonly Theme[] = ["auto", "light", "dark"];

export function chosenTheme(): Theme {
  const chosen = kept("theme");
  return THEMES.find((theme) => theme === chosen) ?? "auto";
}

/** Shows the page in this theme; without an argument, in the one chosen before. */
export function wear(theme: Theme = chosenTheme()): void {
  document.documentElement.dataset["theme"] = theme;
}

export function choose(theme: Theme): void {
  wear(theme);
  void keep("theme", theme);
}
