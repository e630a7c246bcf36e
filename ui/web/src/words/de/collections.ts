/** German: the page Collections. */

import type { Collection } from "@/api/types";
import { photos } from "@/words/de/counted";
import type { Area } from "@/words/shape";

const KINDS: Record<Collection["kind"], string> = { hand: "Von Hand", rule: "Nach Regel", source: "Spiegel" };

export const collections: Area<"collections"> = {
  heading: "Sammlungen",
  skip: "Zum Inhalt springen",
  lead: "Deine eigenen Alben. Ein Foto kann in mehreren sein; seine Datei bleibt, wo sie ist.",
  list: "Deine Sammlungen",
  empty: "Noch gibt es keine Sammlungen.",
  loading: "Wird geladen…",
  gone: "Diese Sammlung gibt es nicht mehr.",
  all: "Alle Sammlungen",
  kinds: KINDS,
  counts: (kind, count) => (count === null ? KINDS[kind] : `${KINDS[kind]} · ${photos(count)}`),
  from: (folder) => `Folgt ${folder} und allem darunter.`,
  rule: (query) => `Alle Fotos, auf die das passt: ${query}`,
  broken: "Die Regel dieser Sammlung findet nichts mehr.",
  noPhotos: "Noch sind keine Fotos darin. Wähle Fotos auf der Seite Suche oder Fehlende Angaben, oder mit `holdfast collections add`.",
  make: {
    heading: "Eine Sammlung anlegen",
    name: "Name",
    kind: "Ihre Fotos kommen",
    kinds: { hand: "von Hand", rule: "nach einer Regel", source: "aus einem Ordner" },
    query: "Regel, wie in der Suche",
    folder: "Ordner",
    make: "Anlegen",
    made: (name) => `„${name}“ angelegt.`,
  },
  rename: "Umbenennen",
  newName: "Neuer Name",
  save: "Speichern",
  remove: "Die Sammlung auflösen",
  chosen: (count) => `${photos(count)} gewählt`,
  take: "Herausnehmen",
  cover: "Als Titelbild nehmen",
  earlier: "Nach vorn",
  later: "Nach hinten",
  choose: "Wähle Fotos an ihren Kästchen oder mit S, um sie herauszunehmen, zu verschieben oder eines zum Titelbild zu machen.",
  addTo: "In eine Sammlung legen",
  add: "Hineinlegen",
};
