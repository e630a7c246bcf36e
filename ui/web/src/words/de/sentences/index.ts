/** What the server says, in German: see words/sentences.ts for the slots. */

import { ACTIONS } from "@/words/de/sentences/actions";
import { DEEDS } from "@/words/de/sentences/deeds";
import { FAILURES } from "@/words/de/sentences/failures";
import { PARTS } from "@/words/de/sentences/parts";
import { STATUS } from "@/words/de/sentences/status";
import { translator } from "@/words/sentences";

/** What says most comes first: a pair that begins with a slot takes what no other took. */
export const translated = translator({ ...PARTS, ...STATUS, ...ACTIONS, ...DEEDS, ...FAILURES });
