/** Photos counted in German. */

import { many } from "@/words/locale";

export const photos = (count: number): string => many(count, "Foto", "Fotos");
export const files = (count: number): string => many(count, "Datei", "Dateien");
