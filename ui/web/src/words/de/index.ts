/** Every word of the page in German. An area that is not translated yet is said in English. */

import { SENTENCES } from "@/words/de/sentences";
import { words as english } from "@/words/en";
import { translator } from "@/words/sentences";
import type { Words } from "@/words/shape";

const german: Partial<Words> = {};

export const words: Words = { ...english, ...german };
export const translated = translator(SENTENCES);
