/** German: Home, the answer, the sources, the library. */

import type { MediaType, SourceKind } from "@/api/types";
import type { Action } from "@/domain/actions";
import { photos } from "@/words/de/counted";
import type { home as english } from "@/words/en/home";
import { bytes, list, many, number } from "@/words/locale";
import type { Widened } from "@/words/shape";

const ACTIONS: Record<Action, { label: string; busy: string }> = {
  backup: { label: "Jetzt sichern", busy: "Beginnt…" },
  check: { label: "Jetzt nachsehen", busy: "Beginnt…" },
  pause: { label: "Anhalten", busy: "Hält an…" },
  resume: { label: "Fortsetzen", busy: "Geht weiter…" },
  "resume-all": { label: "Fortsetzen", busy: "Geht weiter…" },
  anyway: { label: "Trotzdem jetzt sichern", busy: "Beginnt…" },
  "resume-sources": { label: "Fortsetzen", busy: "Geht weiter…" },
  stop: { label: "Beenden", busy: "Wird beendet…" },
  look: { label: "Ansehen, was zu tun ist", busy: "Ansehen, was zu tun ist" },
};

const KINDS: Record<SourceKind, string> = { cloudinary: "Cloudinary", s3: "S3", smugmug: "SmugMug", folder: "Ordner" };

const TYPES: Record<MediaType, string> = { image: "Bilder", video: "Videos", raw: "Andere Dateien" };

export const home: Widened<typeof english> = {
  actions: ACTIONS,

  pausing: {
    menu: "Alle Sicherungen anhalten",
    hour: "Für 1 Stunde",
    tomorrow: "Bis morgen früh",
    open: "Bis ich fortsetze",
  },

  meaning: {
    question: "Was heißt „gesichert“?",
    answer:
      "Ein Foto ist gesichert, wenn es heruntergeladen wurde, Größe und Prüfsumme mit den Angaben der Quelle verglichen wurden und es endgültig " +
      "auf dein Laufwerk geschrieben ist. Später wird es von dort noch einmal gelesen und verglichen; „Jetzt prüfen“ tut das sofort.",
    verified: (verified, originals) =>
      originals === 0
        ? "Auf deinem Laufwerk liegt noch nichts."
        : `${number(verified)} von ${many(originals, "Original", "Originalen")} auf deinem Laufwerk wurden zurückgelesen, seit sie geschrieben sind.`,
    evidence: (parts) => `Von den gesicherten Fotos: ${list(parts)}.`,
    names: {
      pending: "Bekannt, aber noch nicht kopiert. Nichts zu tun: die nächste Sicherung kopiert sie.",
      failed: "Konnten nicht kopiert werden oder stimmen nicht mehr. Sie stehen unter „Was dich braucht“.",
      skipped: "Durch eine Regel ausgelassen, oder in einem Archiv abgelegt. Die Quellen sagen, was davon.",
      gone: "Bei der Quelle nicht mehr da. Deine Kopie bleibt.",
    },
  },

  sources: {
    heading: "Quellen",
    kinds: KINDS,
    lastCheck: "Zuletzt ganz durchgesehen",
    neverChecked: "Noch nicht ganz durchgesehen",
    stale: "zu lange her, um sicher zu sein",
    nextCheck: (when) => `Nächste Durchsicht ${when}`,
    nextSoon: "Die nächste Durchsicht ist jetzt fällig",
    paused: "Angehalten",
    waitUntil: (when) => `Wartet bis ${when}, wie die Quelle es wollte`,
    pause: (name) => `${name} anhalten`,
    resume: (name) => `${name} fortsetzen`,
    gone: (count) => `${photos(count)} bei der Quelle nicht mehr da; deine ${count === 1 ? "Kopie bleibt" : "Kopien bleiben"}.`,
    bar: (safe, listed) => `${number(safe)} von ${number(listed)} gesichert`,
    empty: "Hier wurden noch keine Fotos gefunden.",
    calls: (left, limit) => `${number(left)} von ${many(limit, "Abfrage", "Abfragen")} übrig`,
    callsEnough: (when) => `die nächste Durchsicht ist also etwa ${when} fertig`,
  },

  skipped: {
    question: (count) => (count === 1 ? "Warum ist ein Foto ausgelassen?" : `Warum sind ${photos(count)} ausgelassen?`),
    of: "von",
  },

  held: {
    look: "Sieh zuerst im Konto nach. Wenn die Fotos wirklich weg sein sollen, sag es hier.",
    review: "Sie sollen weg sein…",
    explain: (count) =>
      `${photos(count)} werden als bei der Quelle nicht mehr da gezeigt. Deine Kopien bleiben in der Bibliothek. Um fortzufahren, gib die Zahl ${number(count)} ein.`,
    label: "Anzahl der Fotos",
    accept: "Annehmen",
    accepting: "Wird angenommen…",
    back: "Weiter warten",
    wrong: (count) => `Das ist nicht ${number(count)}.`,
  },

  library: {
    heading: "Bibliothek",
    online: "Verbunden",
    offline: "Nicht verbunden",
    unusable: {
      LIBRARY_WRONG: "Dort liegt eine andere Bibliothek",
      MARKER_MISSING: "Verbunden, ihre Kennung fehlt",
      READ_ONLY: "Verbunden, nur lesbar",
      PERMISSION: "Verbunden, Schreiben nicht erlaubt",
      DISK_ERROR: "Verbunden, antwortet nicht, wie es sollte",
    },
    holds: "Enthält",
    originals: (originals, size) => `${many(originals, "Original", "Originale")}, ${bytes(size)}`,
    verified: "Zurückgelesen seit dem Schreiben",
    verifiedOf: (verified, originals) => `${number(verified)} von ${number(originals)}`,
    drive: "Laufwerk",
    room: "Freier Platz",
    lastVerify: "Zuletzt geprüft",
    neverVerified: "Noch nicht",
    verify: "Jetzt prüfen",
    why: "Kann ich mich darauf verlassen?",
    verifying: "Beginnt…",
  },

  types: {
    heading: "Was du hast",
    names: TYPES,
    safeOf: (safe, count) => `${number(safe)} von ${number(count)} gesichert`,
    twins: (safe, originals) => `${photos(safe)} gesichert in ${many(originals, "Original", "Originalen")}: dasselbe Foto wird einmal aufbewahrt.`,
  },

  empty: {
    heading: "Wo sind deine Fotos jetzt?",
    text: "Eine Quelle ist ein Konto, in dem sie liegen. Sie hinzuzufügen kopiert noch nichts, und Holdfast liest dort immer nur.",
    add: "Quelle hinzufügen",
    command: "holdfast source add cloudinary NAME",
    hint: "Gib das in einem Terminal ein, mit einem Namen deiner Wahl anstelle von NAME. Es fragt nach dem Schlüssel des Kontos, und die Quelle erscheint hier.",
  },
};
