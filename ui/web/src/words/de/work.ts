/** German: what runs, what ran and what went wrong. */

import type { Eta } from "@/domain/eta";
import { files, photos } from "@/words/de/counted";
import type { work as english } from "@/words/en/work";
import { bytes, bytesOfBytes, many, moment, number, percent } from "@/words/locale";
import type { Widened } from "@/words/shape";

const PHASES: Partial<Record<string, string>> = {
  listing: "Sucht nach Fotos",
  downloading: "Kopiert",
  checking: "Liest von deinem Laufwerk zurück",
  repairing: "Repariert",
  finishing: "Wird fertig: die letzten Fotos werden auf dein Laufwerk geschrieben",
  thumbnails: "Macht Vorschaubilder",
  cleaning: "Räumt auf",
  asking: "Fragt das Archiv",
  restoring: "Kopiert aus der Bibliothek",
  copying: "Kopiert den Katalog",
  writing: "Schreibt die Tabelle",
};

const SESSIONS: Partial<Record<string, string>> = {
  scan: "Nach Fotos gesucht",
  download: "Kopiert",
  verify: "Geprüft",
  repair: "Repariert",
  rebuild: "Katalog neu aufgebaut",
  thumbnails: "Vorschaubilder gemacht",
  cleanup: "Aufgeräumt",
  thaw: "Das Archiv um Fotos gebeten",
  export: "Aus der Bibliothek kopiert",
  drill: "Probe: versucht, Fotos zurückzuholen",
  catalog_copy: "Katalog kopiert",
};

const OUTCOMES: Partial<Record<string, string>> = {
  running: "Läuft",
  complete: "Vollständig",
  incomplete: "Unvollständig",
  waiting: "Wartet",
  cancelled: "Von dir beendet",
  paused: "Angehalten",
  interrupted: "Unterbrochen",
  failed: "Fehlgeschlagen",
};

const CAUSES: Partial<Record<string, string>> = {
  NET_RESET: "Die Verbindung brach ab, während sie kopiert wurden.",
  NET_TRUNCATED: "Die Verbindung endete, bevor sie vollständig waren.",
  STALLED: "Die Quelle hat aufgehört zu senden.",
  SIZE_MISMATCH: "Die Quelle hat eine andere Zahl von Bytes gesendet, als sie genannt hatte.",
  SIZE_UNKNOWN: "Nichts sagt, wie groß sie sind, und jedes Mal kamen andere Bytes.",
  CHANGED_UPSTREAM: "Sie wurden bei der Quelle geändert, während sie kopiert wurden.",
  CHECKSUM_DISAGREES: "Was ankam, passt nicht zur Prüfsumme der Quelle.",
  NOT_A_PHOTO: "Die Quelle hat etwas gesendet, das kein Foto ist.",
  GONE_UPSTREAM: "Sie sind gelistet, aber die Quelle hat sie nicht mehr.",
  FORBIDDEN: "Die Quelle gibt sie nicht heraus.",
  BAD_METADATA: "Die Quelle beschreibt sie auf eine Weise, die keinen Sinn ergibt.",
  DAMAGED: "Auf deinem Laufwerk passen sie nicht mehr zu ihrer Prüfsumme.",
  EDITED: "Auf deinem Laufwerk hat ein anderes Programm sie bearbeitet.",
  MISSING: "Auf deinem Laufwerk fehlen sie.",
  NO_ROOM: "Das Laufwerk hat keinen Platz für so große Fotos.",
  RATE_LIMIT: "Die Quelle hat gebeten zu warten.",
  SERVER_ERROR: "Die Quelle hatte selbst eine Störung.",
  OFFLINE: "Die Quelle war nicht zu erreichen.",
};

function timeLeft(eta: Eta): string {
  switch (eta.unit) {
    case "soon":
      return "noch höchstens eine Minute";
    case "minute":
      return `noch etwa ${many(eta.count, "Minute", "Minuten")}`;
    case "hour":
      return `noch etwa ${eta.count === 1 ? "eine Stunde" : many(eta.count, "Stunde", "Stunden")}`;
    case "day":
      return `noch etwa ${many(eta.count, "Tag", "Tage")}`;
  }
}

export const work: Widened<typeof english> = {
  progress: {
    label: "Fortschritt",
    phases: PHASES,
    found: (count) => (count > 0 ? `Bisher ${photos(count)} gefunden…` : "Sucht nach Fotos…"),
    percent,
    photos: (done, total) => `${number(Math.min(done, total))} von ${photos(total)}`,
    files: (done, total) => `${number(Math.min(done, total))} von ${files(total)}`,
    bytes: bytesOfBytes,
    timeLeft,
    grown: (count) => `+${many(count, "neues Foto", "neue Fotos")} gefunden`,
    waitingUntil: (who, iso, now) => (who === null ? `Wartet bis ${moment(iso, now)}` : `Wartet auf ${who} bis ${moment(iso, now)}`),
    waiting: (reason) => reason ?? "Wartet",
    queued: "Beginnt gleich…",
    starting: "Beginnt…",
    pausing: "Hält an nach den Fotos, die unterwegs sind…",
    stopping: "Endet nach den Fotos, die unterwegs sind…",
    paused: "Angehalten. Alles bisher Kopierte ist gesichert.",
    calls: (left, limit) => `${number(left)} von ${many(limit, "Abfrage", "Abfragen")} übrig`,
    details: "Tempo",
    speed: (perSecond) => `${bytes(perSecond)} in der Sekunde`,
    speedUnknown: "Noch kein Tempo gemessen.",
    speedGraph: (low, high) => `Tempo der letzten Zeit, zwischen ${bytes(low)} und ${bytes(high)} in der Sekunde`,
  },

  problems: {
    heading: "Was dich braucht",
    causes: CAUSES,
    retry: "Diese noch einmal versuchen",
    retryAll: "Alle noch einmal versuchen",
    repair: "Aus der Quelle reparieren",
    edited: "Deine Bearbeitungen bleiben, wo sie sind, bis du es anders sagst. Kommen die Originale zurück, werden deine Bearbeitungen daneben aufbewahrt.",
    undoEdits: "Die Originale zurücklegen",
    repairing: "Beim Reparieren werden die Bytes neu geholt. Die beschädigten werden daneben aufbewahrt.",
    retrying: "Beginnt…",
    show: (count) => (count === 1 ? "Das Foto zeigen" : `Alle ${photos(count)} zeigen`),
    attempts: (count) => many(count, "Versuch", "Versuche"),
    next: (when) => `nächster Versuch ${when}`,
    nextSoon: "nächster Versuch bald",
    nextNever: "wird nicht von selbst noch einmal versucht",
    list: "Fotos",
    more: "Mehr zeigen",
    loading: "Wird geladen…",
    shown: (shown, total) => `${number(shown)} von ${number(total)} gezeigt`,
    nothing: "Hier ist nichts mehr.",
  },

  history: {
    heading: "Was zuletzt geschah",
    kinds: SESSIONS,
    outcomes: OUTCOMES,
    troubled: "Mit Problemen beendet",
    none: "Noch ist nichts gelaufen.",
    columns: { what: "Was", when: "Wann", result: "Ergebnis", took: "Dauer" },
    copied: (count, size) => `${photos(count)} kopiert, ${bytes(size)}`,
    adopted: (count) => `${number(count)} schon auf deinem Laufwerk`,
    found: (count) => `${photos(count)} gelistet`,
    added: (count) => `${number(count)} neu`,
    changed: (count) => `${number(count)} geändert`,
    moved: (count) => `${number(count)} verschoben`,
    gone: (count) => `${number(count)} nicht mehr da`,
    failed: (count) => `${number(count)} fehlgeschlagen`,
    checked: (count) => `${files(count)} geprüft`,
    damaged: (count) => `${number(count)} beschädigt`,
    missing: (count) => `${number(count)} fehlen`,
    repaired: (count) => `${number(count)} repariert`,
    intact: "alles unversehrt",
    nothingNew: "nichts Neues",
  },
};
