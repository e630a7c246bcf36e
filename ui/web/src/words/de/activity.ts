/** German: Activity. */

import { photos } from "@/words/de/counted";
import { bytes, day, many, number } from "@/words/locale";
import type { Area } from "@/words/shape";

export const activity: Area<"activity"> = {
  heading: "Aktivität",
  now: "Jetzt",
  idle: "Nichts läuft.",
  idleNext: (when) => `Die nächste Prüfung ist fällig: ${when}.`,
  idleSoon: "Die nächste Prüfung ist jetzt fällig.",
  phasesLabel: "Schritte",
  phases: { listing: "Nachsehen", downloading: "Kopieren", checking: "Nachlesen", repairing: "Reparieren", finishing: "Abschließen" },
  lanes: "Quellen",
  lane: {
    waiting: (count) => (count === 0 ? "kommt noch dran" : `kommt noch dran, ${photos(count)} zu kopieren bekannt`),
    listing: (found) => `sieht nach, bisher ${photos(found)} gefunden`,
    working: (done, total, size, whole) => `${number(done)} von ${photos(total)}, ${bytes(size)} von ${bytes(whole)}`,
    done: (count) => (count === 0 ? "fertig, nichts zu kopieren" : `fertig, ${photos(count)} kopiert`),
    stopped: "angehalten",
  },
  speed: "Tempo",
  why: "Warum es so lange dauert:",
  more: "Alle Aktivität",
  strip: {
    heading: "Die letzten 30 Tage",
    label: "Die letzten 30 Tage, Tag für Tag",
    asTable: "Als Tabelle",
    columns: { day: "Tag", result: "Ergebnis", checks: "Vollständige Prüfungen", copied: "Kopiert" },
    clean: "Vollständig geprüft",
    troubled: "Mit Problemen beendet",
    some: "Etwas lief, keine vollständige Prüfung",
    none: "Keine Prüfung",
    day: (iso, result, checks, copied) => {
      const more = [checks > 0 ? many(checks, "vollständige Prüfung", "vollständige Prüfungen") : "", copied > 0 ? `${photos(copied)} kopiert` : ""];
      return [`${day(iso)}: ${result}`, ...more.filter((part) => part !== "")].join(", ");
    },
    date: day,
    sum: (clean, troubled) => `${many(clean, "Tag", "Tage")} mit vollständiger Prüfung${troubled > 0 ? `, ${many(troubled, "Tag", "Tage")} mit Problemen` : ""}`,
  },
  history: {
    heading: "Was lief",
    source: "Quelle",
    anySource: "Alle Quellen",
    outcome: "Ergebnis",
    outcomes: { any: "Alle Ergebnisse", clean: "Vollständig", troubled: "Mit Problemen", short: "Vorher beendet" },
    older: "Ältere zeigen",
    loading: "Wird geladen…",
    none: "Nichts lief, das dazu passt.",
    started: "Begonnen",
    ended: "Beendet",
    counts: {
      listed: "Gelistet", new: "Neu", changed: "Geändert", moved: "Verschoben", gone: "Nicht mehr da", downloaded: "Kopiert", adopted: "Schon da", failed: "Fehlgeschlagen",
      checked: "Nachgelesen", damaged: "Beschädigt", missing: "Fehlend", repaired: "Repariert", bytes: "Größe",
    },
    failures: "In diesem Lauf fehlgeschlagen und noch nicht gelöst",
    solvedSince: "Was darin fehlschlug, ist seither gelöst oder wurde später noch einmal versucht.",
  },
  log: {
    heading: "Protokoll",
    about: "Die letzten Zeilen des Protokolls. Namen, Orte und Konten sind herausgenommen, so dass man es jemandem zeigen kann, der hilft.",
    empty: "Das Protokoll ist leer.",
    loading: "Liest das Protokoll…",
    again: "Neu lesen",
  },
  newest: { heading: "Neueste Fotos", all: "Alle Fotos", open: (name) => `${name} öffnen`, label: "Die zuletzt aufgenommenen Fotos" },
};
