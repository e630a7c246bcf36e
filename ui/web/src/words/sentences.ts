/**
 * The server's sentences in the language of the page. The server speaks English, also to terminals and logs; a language holds its sentences as
 * pairs, with slots: `{name}` any text as it is, `{#count}` a figure, written as the language writes it, `{@reason}` a sentence that is looked up itself.
 */

import { number } from "@/words/locale";

export type Sentences = Readonly<Record<string, string>>;
export type Translate = (text: string) => string | null;

const SLOT = /\{([#@]?)(\w+)\}/g;

interface Pair {
  patterns: readonly RegExp[];
  slots: readonly (readonly [kind: string, name: string])[];
  said: string;
}

/** Says a sentence of the server's, or several in a row; null: one of them is not among the pairs. */
export function translator(pairs: Sentences): Translate {
  const ready = Object.entries(pairs).sort(([one], [other]) => fixed(other) - fixed(one)).map(([english, said]) => pairOf(english, said));
  const one = (text: string): string | null => {
    for (const pair of ready) {
      for (const pattern of pair.patterns) {
        const found = pattern.exec(text);
        const said = found === null ? null : filled(pair, found.slice(1), whole);
        if (said !== null) return said;
      }
    }
    return null;
  };
  const whole = (text: string): string | null => one(text) ?? inParts(text, one, whole);
  return remembered((text) => (text === "" ? "" : whole(text)));
}

/** How much of a sentence is the same each time: what says most comes first, or “{name} is damaged” would take every damage. */
const fixed = (english: string) => english.replace(SLOT, "").length;

const REMEMBERED = 500;

/** The same few sentences are drawn again and again. */
function remembered(say: Translate): Translate {
  const known = new Map<string, string | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, say(text));
    return known.get(text) ?? null;
  };
}

/** Split behind a sentence, wherever both halves are known. */
function inParts(text: string, one: Translate, whole: Translate): string | null {
  for (const { index } of text.matchAll(/(?<=[.!?…]) (?=\S)/g)) {
    const first = one(text.slice(0, index));
    const rest = first === null ? null : whole(text.slice(index + 1));
    if (rest !== null) return `${first ?? ""} ${rest}`;
  }
  return null;
}

function pairOf(english: string, said: string): Pair {
  const slots = [...english.matchAll(SLOT)].map(([, kind = "", name = ""]) => [kind, name] as const);
  const parts = english.split(/\{[#@]?\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = (any: string) => new RegExp(`^${parts.map((part, at) => part + form(slots[at]?.[0], any)).join("")}$`);
  // A name may hold what comes after it in the sentence: the shortest is tried, then the longest.
  return { patterns: slots.length === 0 ? [pattern("")] : [pattern("[\\s\\S]+?"), pattern("[\\s\\S]+")], slots, said };
}

function form(kind: string | undefined, any: string): string {
  return kind === undefined ? "" : kind === "#" ? "([\\d,]+)" : `(${any})`;
}

function filled({ slots, said }: Pair, found: readonly string[], say: Translate): string | null {
  const values = new Map(slots.map(([kind, name], at) => [name, value(kind, found[at] ?? "", say)]));
  if ([...values.values()].includes(null)) return null;
  return said.replace(SLOT, (slot, _kind, name: string) => values.get(name) ?? slot);
}

function value(kind: string, text: string, say: Translate): string | null {
  if (kind === "#") return number(Number(text.replaceAll(",", "")));
  if (kind !== "@" || !/\p{L}/u.test(text)) return text;
  return say(text) ?? say(text.charAt(0).toUpperCase() + text.slice(1)); // behind a colon a sentence begins small
}
