/**
 * The server's sentences in the language of the page. The server speaks English, also to terminals and logs; a language holds its sentences as
 * pairs, with slots: `{name}` any text as it is, `{#count}` a figure, written as the language writes it, `{@reason}` a sentence that is looked up itself.
 */

import { number } from "@/words/locale";

export type Sentences = Readonly<Record<string, string>>;
export type Translate = (text: string) => string | null;

const SLOT = /\{([#@]?)(\w+)\}/g;
const FORMS = { "": "([\\s\\S]+?)", "#": "([\\d,]+)", "@": "([\\s\\S]+?)" };

interface Pair {
  pattern: RegExp;
  slots: readonly (readonly [kind: string, name: string])[];
  said: string;
}

/** Says a sentence of the server's, or several in a row; null: one of them is not among the pairs. */
export function translator(pairs: Sentences): Translate {
  const ready = Object.entries(pairs).map(([english, said]) => pairOf(english, said));
  const one = (text: string): string | null => {
    for (const pair of ready) {
      const found = pair.pattern.exec(text);
      const said = found === null ? null : filled(pair, found.slice(1), whole);
      if (said !== null) return said;
    }
    return null;
  };
  const whole = (text: string): string | null => one(text) ?? inParts(text, whole);
  return (text) => (text === "" ? "" : whole(text));
}

/** Split behind a sentence, wherever both halves are known. */
function inParts(text: string, say: Translate): string | null {
  for (const { index } of text.matchAll(/(?<=[.!?…]) (?=\S)/g)) {
    const first = say(text.slice(0, index));
    const rest = first === null ? null : say(text.slice(index + 1));
    if (rest !== null) return `${first ?? ""} ${rest}`;
  }
  return null;
}

function pairOf(english: string, said: string): Pair {
  const slots = [...english.matchAll(SLOT)].map(([, kind = "", name = ""]) => [kind, name] as const);
  const parts = english.split(/\{[#@]?\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const source = parts.map((part, at) => part + (slots[at] === undefined ? "" : FORMS[slots[at][0] as keyof typeof FORMS])).join("");
  return { pattern: new RegExp(`^${source}$`), slots, said };
}

function filled({ slots, said }: Pair, found: readonly string[], say: Translate): string | null {
  const values = new Map(slots.map(([kind, name], at) => [name, value(kind, found[at] ?? "", say)]));
  if ([...values.values()].includes(null)) return null;
  return said.replace(SLOT, (slot, _kind, name: string) => values.get(name) ?? slot);
}

function value(kind: string, text: string, say: Translate): string | null {
  if (kind === "#") return number(Number(text.replaceAll(",", "")));
  return kind === "@" ? say(text) : text;
}
