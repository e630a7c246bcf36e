/** German: what the person says of photos, and taking it back. */

import { photos } from "@/words/de/counted";
import { list, many } from "@/words/locale";
import type { Area } from "@/words/shape";

export const marks: Area<"marks"> = {
  heading: "Deine Angaben",
  rating: "Bewertung",
  ratings: (rating) => (rating === 0 ? "Keine (0)" : `${many(rating, "Stern", "Sterne")} (${rating})`),
  none: "Keine",
  pick: "Auswählen oder ablehnen",
  picks: { pick: "Auswahl (P)", reject: "Abgelehnt (X)" },
  colour: "Farbe",
  colours: { red: "Rot (6)", yellow: "Gelb (7)", green: "Grün (8)", blue: "Blau (9)", purple: "Violett" },
  star: "Herausheben (F)",
  starWhy: "Eine Kopie im eigenen Bucket aufbewahren",
  tags: (tags) => `Deine Schlagwörter: ${list(tags)}`,
  undo: "Rückgängig",
  undone: "Zurückgenommen.",
  done: ({ change, what, passed_over: passed }) =>
    [change === null ? "Nichts geändert: es war schon alles so." : `${what}.`, passed === 0 ? "" : `${photos(passed)} ausgelassen.`].filter((part) => part !== "").join(" "),

  form: {
    heading: (count) => `Etwas sagen über ${photos(count)}`,
    tags: "Schlagwörter, durch Kommas getrennt",
    place: "Breite, Länge",
    placeName: "Name des Orts",
    taken: "Aufgenommen um, wie die Uhren dort gingen",
    shift: "Zeit verschieben um (etwa +1:00 oder -0:30)",
    apply: "Übernehmen",
    nothing: "Trag ein, was diese Fotos bekommen sollen.",
    placeWrong: "Schreib einen Ort als 48.85, 2.35.",
    shiftWrong: "Schreib eine Zeitspanne als +1:00 oder -0:30.",
    turn: (count, before, after) => `${photos(count)}: aus ${before} wird ${after}.`,
    noTime: "Von diesen Fotos ist keine Zeit bekannt, die sich verschieben ließe.",
  },
};
