/**
 * How a person likes the page. A browser keeps it; the window forgets with each closing what a browser would keep, so the server keeps it too and
 * tells it with the page's first byte (`data-chosen-theme` and the like on the root).
 */

type Name = "language" | "theme" | "letters";

/** What was chosen here, or in the window before; null: nothing. */
export function kept(name: Name): string | null {
  try {
    return localStorage.getItem(place(name)) ?? told(name);
  } catch {
    return told(name);
  }
}

/** Chooses; where neither the browser nor the server keeps it, it holds until the page is closed. */
export async function keep(name: Name, value: string): Promise<void> {
  try {
    localStorage.setItem(place(name), value);
  } catch {
    // The server keeps it too.
  }
  // Loaded late: this file is read before there are words, and asking needs them.
  await import("@/api/client").then(({ patch }) => patch("/api/taste", { [name]: value })).catch(() => undefined);
}

const place = (name: Name) => `holdfast.${name}`;

function told(name: Name): string | null {
  return typeof document === "undefined" ? null : document.documentElement.getAttribute(`data-chosen-${name}`);
}
