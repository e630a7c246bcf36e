/** Every word of the page in German. */

import { accounts } from "@/words/de/accounts";
import { acts } from "@/words/de/acts";
import { activity } from "@/words/de/activity";
import { browse } from "@/words/de/browse";
import { cards } from "@/words/de/cards";
import { collections } from "@/words/de/collections";
import { duplicates } from "@/words/de/duplicates";
import { frame } from "@/words/de/frame";
import { globe } from "@/words/de/globe";
import { home } from "@/words/de/home";
import { known } from "@/words/de/known";
import { marks } from "@/words/de/marks";
import { missing } from "@/words/de/missing";
import { out } from "@/words/de/out";
import { setup } from "@/words/de/setup";
import { search } from "@/words/de/search";
import { settings } from "@/words/de/settings";
import { shoots } from "@/words/de/shoots";
import { statistics } from "@/words/de/statistics";
import { timeline } from "@/words/de/timeline";
import { trust } from "@/words/de/trust";
import { viewing } from "@/words/de/viewing";
import { work } from "@/words/de/work";
import type { Words } from "@/words/shape";

export const words: Words = { ...frame, ...home, ...work, ...browse, acts, timeline, trust, globe, search, shoots, collections, duplicates, statistics, missing, marks, known, accounts, settings, cards, activity, out, setup, viewing };
export { translated } from "@/words/de/sentences";
