/** The one place that decides whether a key is a shortcut. Letters, digits and signs can be switched off, or count only
 * with Alt (WCAG 2.1.4): who speaks to the computer must not trigger them. */

import { keep, kept } from "@/frame/taste";

export type Letters = "on" | "alt" | "off";
export const LETTERS: readonly Letters[] = ["on", "alt", "off"];

/** Chosen on this page. */
let here: Letters | null = null;

const CODES = /^(?:Key|Digit|Numpad)([A-Z0-9])$/;

/** What of a key press matters here. */
export type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "target">;

export function chosenLetters(): Letters {
  const chosen = here ?? kept("letters");
  return LETTERS.find((one) => one === chosen) ?? "on";
}

/** From the next key on. */
export function chooseLetters(letters: Letters): void {
  here = letters;
  void keep("letters", letters);
}

/** The letter, digit or sign that is a shortcut now, in small letters; null: this key is none. */
export function letterOf(event: Pressed, letters: Letters = chosenLetters()): string | null {
  if (letters === "off" || event.ctrlKey || event.metaKey || event.altKey !== (letters === "alt") || isTyping(event.target)) return null;
  // With Alt a Mac types another sign: there the key itself counts.
  const other = event.altKey && !/^[a-z0-9]$/i.test(event.key) ? CODES.exec(event.code)?.[1] : undefined;
  const sign = other ?? shiftedDigit(event) ?? event.key;
  return sign.length === 1 && sign !== " " ? sign.toLowerCase() : null;
}

/** Shift with a digit types a sign, another one on each keyboard; `/` and `?` are shortcuts of their own. */
function shiftedDigit({ key, code, shiftKey }: Pressed): string | undefined {
  return shiftKey && key !== "/" && key !== "?" ? /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] : undefined;
}

/** Ctrl, or Cmd, with this letter. */
export function isCommand(event: Pressed, letter: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === letter && !isTyping(event.target);
}

/** Keys belong to the text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  const here = target as Partial<HTMLElement> | null;
  return here?.closest?.("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]") != null;
}
