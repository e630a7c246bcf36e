/**
 * English as a language that nobody speaks: every letter with an accent, half as long again, in brackets. What overflows with it would overflow
 * in another language, and a letter without an accent is a word that stands outside of the catalogue.
 */

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "áƀçđéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ";
const ACCENTS = new Map(Array.from(PLAIN, (letter, at) => [letter, ACCENTED.charAt(at)]));

/** What has no language: commands between backticks, the parts of a search, the product's name. */
const KEPT = /`[^`]*`|-?\b[a-z]+:[^\s”]+|\bHoldfast\b/g;

/** A text, a function, or a whole catalogue of them. */
export function pseudo<T>(value: T, key = ""): T {
  if (typeof value === "string") return (key === "command" ? value : bracketed(value)) as T;
  if (typeof value === "function") return ((...given: unknown[]) => pseudo((value as (...given: unknown[]) => unknown)(...given), key)) as T;
  if (Array.isArray(value)) return value.map((each) => pseudo<unknown>(each)) as T;
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, pseudo<unknown>(each, name)])) as T;
  return value;
}

function bracketed(text: string): string {
  return /[A-Za-z]/.test(text.replace(KEPT, "")) ? `⟦${outsideOf(text)}⟧` : text;
}

/** The text with all accented and stretched but what is kept. */
function outsideOf(text: string): string {
  const kept = text.match(KEPT) ?? [];
  return text.split(KEPT).map((part, at) => accented(part) + (kept[at] ?? "")).join("");
}

/** Doubled vowels make it about half as long again, and let it break where the words did. */
function accented(text: string): string {
  return text.replace(/[aeiou]/gi, "$&$&").replace(/[a-z]/gi, (letter) => ACCENTS.get(letter) ?? letter);
}
