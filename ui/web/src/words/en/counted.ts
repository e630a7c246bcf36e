/** Photos counted in words. */

import { many } from "@/words/locale";

export const photos = (count: number): string => many(count, "photo", "photos");
