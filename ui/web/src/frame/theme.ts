/** Light, dark, or as the system has it. The person's choice is kept in this browser. */

export type Theme = "auto" | "light" | "dark";
export const THEMES: readonly Theme[] = ["auto", "light", "dark"];

const PLACE = "holdfast.theme";

export function chosenTheme(): Theme {
  const kept = stored();
  return THEMES.find((theme) => theme === kept) ?? "auto";
}

/** Shows the page in this theme; without an argument, in the one chosen before. */
export function wear(theme: Theme = chosenTheme()): void {
  document.documentElement.dataset["theme"] = theme;
}

export function choose(theme: Theme): void {
  wear(theme);
  try {
    localStorage.setItem(PLACE, theme);
  } catch {
    // A window that keeps nothing still shows the theme until it is closed.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}
