/** German: folders and photos, and their counts. */

import type { PhotoState, Strength } from "@/api/types";
import { photos } from "@/words/de/counted";
import type { browse as english } from "@/words/en/browse";
import { bytes, many, number } from "@/words/locale";
import type { Widened } from "@/words/shape";

const PHOTO_STATES: Record<PhotoState, string> = {
  safe: "Gesichert",
  pending: "Noch nicht kopiert",
  failed: "Fehlgeschlagen",
  skipped: "Ausgelassen",
  gone: "Bei der Quelle nicht mehr da",
};

const STRENGTHS: Record<Strength, string> = {
  md5: "mit Prüfsumme verglichen",
  full: "mit Prüfsumme verglichen",
  composite: "mit den Prüfsummen seiner Teile verglichen",
  size: "nur in der Größe verglichen",
  none: "ohne etwas zum Vergleichen",
};

const folders = (count: number) => many(count, "Ordner", "Ordner");
const said = (parts: readonly string[]) => parts.filter((part) => part !== "").join(" · ");

export const browse: Widened<typeof english> = {
  counts: { listed: "Gelistet", safe: "Gesichert", pending: "Offen", failed: "Fehler", skipped: "Ausgelassen", gone: "Nicht mehr da" },

  photos,
  number,
  size: bytes,

  folders: {
    heading: "Ordner",
    skip: "Zu den Fotos springen",
    way: "Wo du bist",
    folders: "Ordner",
    grid: (count, more) => (more ? `Die ersten ${photos(count)}` : photos(count)),
    counts: (count, inside) => (inside === 0 ? photos(count) : said([folders(inside), count > 0 ? `${photos(count)} hier` : ""])),
    below: (count, inside) => said([photos(count), inside > 0 ? folders(inside) : ""]),
    listed: (age) => `ganz durchgesehen ${age}`,
    unnamed: "(ohne Namen)",
    look: "Nach neuen Fotos sehen",
    looking: "Beginnt…",
    loading: "Wird geladen…",
    empty: "In diesem Ordner sind keine Fotos.",
    nothing: "Noch gibt es keine Fotos. Sobald eine Quelle durchgesehen ist, erscheinen ihre Ordner hier.",
    gone: "Diesen Ordner gibt es nicht mehr.",
    all: "Alle Ordner",
    states: PHOTO_STATES,
    strengths: STRENGTHS,
    weak: "nur Größe",
    noPicture: "Keine Vorschau",
  },

  viewer: {
    previous: "Voriges Foto",
    next: "Nächstes Foto",
    close: "Schließen",
    picture: "Das Foto",
    gone: "Dieses Foto gibt es nicht mehr.",
    nameless: "Kein Foto",
    source: "Ordner",
    modified: "Bei der Quelle geändert",
    dimensions: "Maße",
    pixels: ({ width, height }) => `${number(width)} × ${number(height)}`,
    size: "Größe",
    type: "Art",
    lies: "In deiner Bibliothek",
    origins: (count) => `Einmal aufbewahrt, auch an ${many(count, "anderem Ort", "anderen Orten")} gefunden`,
    notReread: "Seit dem Schreiben nicht von deinem Laufwerk zurückgelesen.",
    reread: (age) => `Von deinem Laufwerk zurückgelesen und unverändert, ${age}.`,
    kept: "Deine Kopie bleibt.",
    original: "Original zeigen",
    preview: "Vorschau zeigen",
    save: "Eine Kopie speichern",
    cloud: "Aus der Cloud laden",
    saveAs: "Eine Kopie speichern…",
    cloudAs: "Aus der Cloud laden…",
    saving: "Wird gespeichert…",
    saved: "Gespeichert als",
  },
};
