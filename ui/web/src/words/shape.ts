/** The shape of a catalogue of words: that of the English one, with any text in the place of each text. */

import type { words } from "@/words/en";

/** The same keys and the same functions; what is said may differ. */
export type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Widened<Said>
    : T extends number | boolean | null | undefined
      ? T
      : { readonly [Key in keyof T]: Widened<T[Key]> };

export type Words = Widened<typeof words>;

/** One area of it, such as `Area<"shoots">`; `typeof` of an English file where an area has no name of its own: `Widened<typeof frame>`. */
export type Area<Name extends keyof Words> = Words[Name];
