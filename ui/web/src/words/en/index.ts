/** Every word of the page. A second language is a second folder of this shape. */

import { browse } from "@/words/en/browse";
import { frame } from "@/words/en/frame";
import { home } from "@/words/en/home";
import { trust } from "@/words/en/trust";
import { work } from "@/words/en/work";

export const words = { ...frame, ...home, ...work, ...browse, trust } as const;
