/** Every word of the page. A second language is a second folder of this shape. */

import { accounts } from "@/words/en/accounts";
import { acts } from "@/words/en/acts";
import { activity } from "@/words/en/activity";
import { browse } from "@/words/en/browse";
import { cards } from "@/words/en/cards";
import { collections } from "@/words/en/collections";
import { duplicates } from "@/words/en/duplicates";
import { frame } from "@/words/en/frame";
import { globe } from "@/words/en/globe";
import { home } from "@/words/en/home";
import { known } from "@/words/en/known";
import { marks } from "@/words/en/marks";
import { missing } from "@/words/en/missing";
import { out } from "@/words/en/out";
import { setup } from "@/words/en/setup";
import { search } from "@/words/en/search";
import { settings } from "@/words/en/settings";
import { shoots } from "@/words/en/shoots";
import { statistics } from "@/words/en/statistics";
import { timeline } from "@/words/en/timeline";
import { trust } from "@/words/en/trust";
import { viewing } from "@/words/en/viewing";
import { work } from "@/words/en/work";

export const words = { ...frame, ...home, ...work, ...browse, acts, timeline, trust, globe, search, shoots, collections, duplicates, statistics, missing, marks, known, accounts, settings, cards, activity, out, setup, viewing } as const;
