/** German: the page Search. */

import type { Suggestion } from "@/api/types";
import { files, photos } from "@/words/de/counted";
import { many } from "@/words/locale";
import type { Area } from "@/words/shape";

const KINDS: Record<Suggestion["field"], string> = { camera: "Kamera", lens: "Objektiv", tag: "Schlagwort", source: "Quelle", in: "Sammlung", shoot: "Shooting" };

export const search: Area<"search"> = {
  heading: "Suche",
  skip: "Zum Inhalt springen",
  field: "Durchsuche deine Fotos",
  placeholder: "hafen  taken:2023-06  camera:canon  iso:>800",
  suggestions: "Namen, die du meinen könntest",
  kinds: KINDS,
  wrong: (sentence, place) => `${sentence} (Beim Zeichen ${place}.)`,
  examples: "Beispiele",
  tries: [
    { text: "taken:2023-06..2023-08", means: "In diesen Monaten aufgenommen" },
    { text: "iso:>800", means: "Eine Empfindlichkeit über 800" },
    { text: "rating:>=4", means: "Vier Sterne oder mehr" },
    { text: "type:video", means: "Filme" },
    { text: "-has:place", means: "Niemand weiß, wo sie aufgenommen sind" },
    { text: "copies:1", means: "Nur eine Quelle listet sie" },
    { text: "unverified:90d", means: "Seit 90 Tagen nicht von deinem Laufwerk zurückgelesen" },
    { text: "state:failed", means: "Konnten nicht kopiert werden" },
  ],
  filters: "Filter",
  type: "Art",
  types: { image: "Bilder", video: "Filme", raw: "Raw" },
  rating: "Bewertung",
  year: "Jahr",
  camera: "Kamera",
  any: "Beliebig",
  stars: (count) => many(count, "Stern oder mehr", "Sterne oder mehr"),
  rated: (stars) => many(stars, "Stern", "Sterne"),
  stack: (count) => `${files(count)} eines Bildes`,
  understood: "Wie es verstanden wurde",
  parts: "Die Teile",
  without: (said) => `Ohne: ${said}`,
  total: (count, exact) => (exact ? (count === 0 ? "Kein Foto ist so." : photos(count)) : `Mehr als ${photos(count)}`),
  looking: "Deine Fotos werden durchsucht…",
  behind: "Die Wörter neuer Fotos werden noch geschrieben.",
  chosen: (count) => `${photos(count)} gewählt`,
  nobody: "Keines wählen",
  keep: "Diese Suche als Sammlung behalten",
  name: "Name",
  save: "Als Sammlung speichern",
  saved: "Gespeichert als",
};
