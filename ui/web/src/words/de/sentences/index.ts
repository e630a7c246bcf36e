/** What the server says, in German: see words/sentences.ts for the slots. */

import { ACCOUNTS } from "@/words/de/sentences/accounts";
import { ACTIONS } from "@/words/de/sentences/actions";
import { ASKED } from "@/words/de/sentences/asked";
import { CATALOG } from "@/words/de/sentences/catalog";
import { DEEDS } from "@/words/de/sentences/deeds";
import { FAILURES } from "@/words/de/sentences/failures";
import { LIBRARY } from "@/words/de/sentences/library";
import { LOGIN } from "@/words/de/sentences/login";
import { PARTS } from "@/words/de/sentences/parts";
import { SEARCHING } from "@/words/de/sentences/searching";
import { SMUGMUG } from "@/words/de/sentences/smugmug";
import { SOURCES } from "@/words/de/sentences/sources";
import { STATUS } from "@/words/de/sentences/status";
import { translator } from "@/words/sentences";

export const translated = translator({ ...PARTS, ...STATUS, ...ACTIONS, ...DEEDS, ...FAILURES, ...CATALOG, ...LIBRARY, ...SOURCES, ...ACCOUNTS, ...SMUGMUG, ...ASKED, ...SEARCHING, ...LOGIN });
