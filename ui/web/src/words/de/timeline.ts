/** Die Zeitleiste. */

import type { PhotoState } from "@/api/types";
import { dayOf, many, monthOf, number, taken } from "@/words/locale";
import type { Area } from "@/words/shape";

const photos = (count: number) => many(count, "Foto", "Fotos");
const STATES: Record<PhotoState, string | null> = {
  safe: null, pending: "noch nicht kopiert", failed: "konnte nicht kopiert werden", skipped: "übersprungen", gone: "nicht mehr bei der Quelle, in deiner Bibliothek aufgehoben",
};

export const timeline: Area<"timeline"> = {
  heading: "Zeitleiste",
  skip: "Zu den Fotos springen",
  grid: (count) => `${photos(count)}, die neuesten zuerst`,
  counts: (count, first, last) => (first === null || last === null ? photos(count) : first === last ? `${photos(count)}, ${first}` : `${photos(count)}, ${first} bis ${last}`),
  loading: "Deine Fotos werden geöffnet …",
  empty: "Hier erscheinen deine Fotos, die neuesten zuerst, sobald eine Quelle durchgesehen ist.",
  begin: "Zu deinen Quellen",
  offline: "Das Laufwerk deiner Bibliothek ist nicht angeschlossen. Du siehst kleine Bilder; Originale öffnen sich wieder, wenn es zurück ist.",
  undated: "Ohne Datum",
  day: dayOf,
  month: monthOf,
  shoot: (name) => `Shooting ${name}`,
  smaller: "Kleinere Bilder",
  larger: "Größere Bilder",
  sizes: "Größe der Bilder",
  scrubber: "Stelle in der Zeit",
  tile: (name, at, day, state, marks) => [name ?? "Foto", at === null ? day : taken(at), STATES[state], ...marks].filter((part) => part !== null).join(", "),
  video: "Video",
  picks: { pick: "ausgewählt", reject: "abgelehnt" },
  rated: (rating) => many(rating, "Stern", "Sterne"),
  starred: "Favorit",
  stars: (rating) => "★".repeat(rating),
  duration: (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`,
  chosen: (count) => `${photos(count)} markiert`,
  chosenMany: (most) => `Höchstens ${number(most)} Fotos lassen sich auf einmal bewerten.`,
  none: "Markierung aufheben",
  choice: "Was du mit den markierten Fotos tun kannst",
  marks: "Bewerten",
  pick: "Auswählen",
  reject: "Ablehnen",
  favourite: "Favorit",
  go: "Zu einem Datum",
  date: "Datum",
  goThere: "Los",
  cancel: "Abbrechen",
};
