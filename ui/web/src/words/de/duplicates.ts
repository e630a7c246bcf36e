/** German: the page Duplicates. */

import { files, photos } from "@/words/de/counted";
import { bytes, list, many, number } from "@/words/locale";
import type { Area } from "@/words/shape";

const REASONS: Record<string, (value: string | number) => string> = {
  picked: () => "von dir ausgewählt",
  collections: (value) => `in ${many(Number(value), "Sammlung", "Sammlungen")}`,
  rating: (value) => `bewertet mit ${String(value)}`,
  pixels: (value) => String(value).replace("x", " × "),
  format: (value) => `${String(value).toUpperCase()} bewahrt mehr`,
  bytes: (value) => `${bytes(Number(value))} bei gleich vielen Pixeln`,
  place: () => "weiß, wo es aufgenommen wurde",
  camera: (value) => `nennt seine Kamera, ${String(value)}`,
  oldest: () => "das früheste Datum",
  first: () => "nichts spricht für ein anderes",
};

export const duplicates: Area<"duplicates"> = {
  heading: "Duplikate",
  skip: "Zum Inhalt springen",
  loading: "Wird nachgesehen…",
  retry: "Noch einmal versuchen",
  lead: "Gelöscht wird nie etwas. Was du nicht behältst, wird beiseitegelegt: hier verborgen, in deiner Bibliothek vollständig.",
  none: "Es sind keine Duplikate bekannt.",
  noneHint: "Nach jeder Sicherung wird nach ihnen gesucht, wenn sonst nichts zu tun ist.",
  aside: (count) => `${photos(count)} bisher beiseitegelegt.`,
  asideShow: "Zeigen",
  classes: {
    same: { heading: "Dasselbe Bild", hint: "In anderer Größe oder Kodierung, gedreht, in Grau, oder ohne seinen Rand." },
    similar: { heading: "Ähnliche Bilder", hint: "Das nächste einer Serie, ein größerer Ausschnitt, eine Bearbeitung. Sieh hin, bevor du entscheidest." },
    identical: { heading: "Gleiche Dateien", hint: "Mehr als einmal gelistet und in deiner Bibliothek einmal aufbewahrt. Es ist nichts zu tun." },
  },
  sum: (groups, size) => `${many(groups, "Gruppe", "Gruppen")}, ${bytes(size)} könnten verborgen werden`,
  spared: (groups, size) => `${files(groups)}, ${bytes(size)} gespart`,
  accept: (groups) => `${many(groups, "Vorschlag", "Vorschläge")} annehmen`,
  more: "Mehr zeigen",
  group: (name, others) => `${name} und ${number(others)} weitere`,
  suggested: "Vorgeschlagen",
  because: (reasons) => `Vorgeschlagen: ${list(reasons.map((one) => REASONS[one.code]?.(one.value) ?? one.code))}.`,
  keep: "Das vorgeschlagene behalten",
  compare: "Vergleichen",
  apart: "Keine Duplikate",
  undo: "Rückgängig",
  undone: (what) => `Zurückgenommen: ${what}.`,
  done: (what) => `${what}. Gelöscht wurde nichts.`,
  back: "Alle Duplikate",
  gone: "Diese Gruppe ist erledigt.",
  sideBySide: "Nebeneinander",
  keys: "Tasten: 1 bis 9 wählen, welches bleibt, Enter behält es und geht weiter, X nennt sie verschieden.",
  choose: (at) => `Dieses behalten (${number(at)})`,
  keepChosen: "Das gewählte behalten und weiter",
  different: "verschieden",
  facts: {
    name: "Name",
    where: "Wo",
    pixels: "Pixel",
    size: "Größe",
    format: "Format",
    taken: "Aufgenommen",
    camera: "Kamera",
    place: "Ort",
    rating: "Bewertung",
    collections: "Sammlungen",
  },
  pixels: (width, height) => (width === null || height === null ? "" : `${number(width)} × ${number(height)}`),
};
