/** What the server says, in German. */

import type { Sentences } from "@/words/sentences";

export const SENTENCES: Sentences = {
  "All {#count} photos are safe.": "Alle {count} Fotos sind gesichert.",
};
