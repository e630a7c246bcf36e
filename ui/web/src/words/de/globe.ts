/** German: the map. */

import { photos } from "@/words/de/counted";
import { number } from "@/words/locale";
import type { Area } from "@/words/shape";

export const globe: Area<"globe"> = {
  heading: "Karte",
  loading: "Die Karte wird geöffnet …",
  map: "Karte. Pfeiltasten bewegen sie, Plus und Minus zoomen.",
  nearer: "Näher heran",
  farther: "Weiter weg",
  whole: "Alle Orte zeigen",
  here: (count) => (count === 0 ? "Keine Fotos in diesem Teil der Karte" : `${photos(count)} in diesem Teil der Karte`),
  unplaced: (count) => `${photos(count)} ohne Ort`,
  cluster: (count, latitude, longitude) => `${photos(count)} bei ${degrees(latitude, "N", "S")}, ${degrees(longitude, "O", "W")}`,
  none: "Kein Foto sagt, wo es aufgenommen wurde.",
  noneHint: "Fotos von Handys, die den Standort festhalten, erscheinen hier. Bei anderen kannst du den Ort selbst sagen:",
  missing: "Fotos ohne Ort",
};

function degrees(value: number, more: string, less: string): string {
  return `${number(Math.round(Math.abs(value) * 10) / 10)}° ${value < 0 ? less : more}`;
}
