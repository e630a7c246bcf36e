/** The words of the page, in the language that was chosen. */

import { words as english } from "@/words/en";
import { LANGUAGE } from "@/words/language";
import { pseudo } from "@/words/pseudo";
import type { Translate } from "@/words/sentences";
import type { Words } from "@/words/shape";

/** English until `speak` has been waited for, which main.tsx does before it loads anything else. */
export let words: Words = english;

/** A sentence of the server's in the language of the page; null: it is only there in English. */
export let translated: Translate = (text) => text;

/** Loads the words of the chosen language, and tells the document how it is written. */
export async function speak(): Promise<void> {
  if (LANGUAGE === "de") ({ words, translated } = await import("@/words/de"));
  if (LANGUAGE === "pseudo") [words, translated] = [pseudo(english), pseudo];
  document.documentElement.lang = LANGUAGE === "pseudo" ? "en-x-pseudo" : LANGUAGE;
  document.documentElement.dir = "ltr";
}
