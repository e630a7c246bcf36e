/** German: the page Missing. */

import { photos } from "@/words/de/counted";
import type { Area } from "@/words/shape";

export const missing: Area<"missing"> = {
  heading: "Fehlende Angaben",
  skip: "Zum Inhalt springen",
  lead: "Fotos, von denen niemand weiß, wann, wo oder womit sie aufgenommen sind, oder die keine Schlagwörter haben. Was du hier sagst, bleibt von den Dateien getrennt und lässt sich zurücknehmen.",
  kinds: { date: "Kein Datum", place: "Kein Ort", camera: "Keine Kamera", tags: "Keine Schlagwörter" },
  count: photos,
  groups: "Was fehlt",
  none: "Von jedem Foto in deiner Bibliothek ist das bekannt.",
  loading: "Wird geladen…",
  all: "Alle gezeigten wählen",
  nobody: "Keines wählen",
  chosen: (count) => `${photos(count)} gewählt`,
  choose: "Wähle Fotos an ihren Kästchen oder mit S.",
};
