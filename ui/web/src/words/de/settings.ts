/** The settings, each with its effect in one line, in German. */

import type { Area } from "@/words/shape";
import { photos } from "@/words/de/counted";

export const settings: Area<"settings"> = {
  label: "Teile der Einstellungen",
  parts: { sources: "Quellen", schedule: "Zeitplan und Tempo", library: "Bibliothek", security: "Schlüssel und Rettung", appearance: "Aussehen und Tasten", about: "Über und Hilfe" },

  sources: {
    heading: "Quellen",
    effect: "Wo deine Fotos liegen. Holdfast liest dort nur und kopiert Neues in deine Bibliothek.",
    none: "Noch keine Quelle. Füge das Konto hinzu, in dem deine Fotos liegen.",
    reading: "Deine Konten werden gelesen…",
    check: "Jetzt nachsehen",
    checking: "Beauftragt",
    edit: "Ändern",
    close: "Schließen",
    rename: "Umbenennen",
    renamed: (name: string) => `Sie heißt jetzt ${name}.`,
    key: { heading: "Schlüssel und Regeln", effect: "Lass den Schlüssel leer, um den jetzigen zu behalten. Ein anderer wird erst ausprobiert.", present: (hint: string) => `Der jetzige endet auf ${hint.replace("…", "")}.`, missing: "Holdfast hat keinen Schlüssel für diese Quelle: gib ihn ein, damit es weitergeht." },
    keep: "Prüfen und behalten",
    keepNow: "Behalten",
    keeping: "Wird behalten…",
    kept: "Der Schlüssel passt und ist gespeichert. Die nächste Prüfung beginnt jetzt.",
    remove: "Entfernen…",
    removal: (name: string, folder: string, copied: boolean) =>
      copied
        ? `${name} wird nicht mehr gesichert, und der Schlüssel wird vergessen. Alle Fotos bleiben in deiner Bibliothek, im Ordner ${folder}.`
        : `${name} wird nicht mehr gesichert, und der Schlüssel wird vergessen. Es war noch nichts davon kopiert.`,
    removeNow: "Diese Quelle entfernen",
    removing: "Wird entfernt…",
    stay: "Behalten",
    folder: (folder: string) => `Ihre Fotos liegen in ${folder}`,
    summary: (listed: number, safe: number) => `${photos(safe)} von ${photos(listed)} sicher`,
    empty: "Noch nicht angesehen",
  },
};
