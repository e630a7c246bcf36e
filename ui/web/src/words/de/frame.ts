/** German: the frame around every page. */

import type { State } from "@/api/types";
import type { frame as english } from "@/words/en/frame";
import type { Widened } from "@/words/shape";

const STATES: Record<State, string> = {
  safe: "Gesichert",
  working: "Bei der Arbeit",
  waiting: "Wartet",
  paused: "Angehalten",
  attention: "Braucht dich",
  problem: "Problem",
};

export const frame: Widened<typeof english> = {
  name: "Holdfast",
  states: STATES,
  title: (state, page) => `${page} · ${STATES[state]} · Holdfast`,
  skip: "Zu deinen Quellen springen",
  skipContent: "Zum Inhalt springen",
  regions: { status: "Status" },

  nav: {
    label: "Seiten",
    menu: "Alle Seiten",
    home: "Start",
    timeline: "Zeitleiste",
    folders: "Ordner",
    search: "Suche",
    shoots: "Shootings",
    collections: "Sammlungen",
    map: "Karte",
    duplicates: "Duplikate",
    statistics: "Statistik",
    missing: "Fehlende Angaben",
    activity: "Aktivität",
    problems: "Probleme",
    safety: "Sicherheit",
    restore: "Wiederherstellen und exportieren",
    settings: "Einstellungen",
    setup: "Einrichten",
  },

  signIn: {
    opening: "Holdfast wird geöffnet…",
    heading: "Bitte öffne Holdfast noch einmal",
    text: "Diese Seite ist abgemeldet. Öffne Holdfast aus deinen Programmen, oder gib das in einem Terminal ein:",
    command: "holdfast open",
    reload: "Noch einmal versuchen",
  },

  lost: {
    sentence: "Holdfast antwortet nicht.",
    detail: "Diese Seite versucht es von selbst wieder. Die Sicherung läuft weiter, solange der Hintergrunddienst läuft.",
    last: (age, sentence) => `Diese Seite versucht es von selbst wieder. Zuletzt gehört ${age}: ${sentence}`,
  },

  broken: {
    sentence: "Auf dieser Seite ist etwas schiefgegangen.",
    detail: "Deine Fotos und Sicherungen sind davon nicht betroffen. Lade die Seite neu; wenn es wieder geschieht, melde es bitte.",
    reload: "Neu laden",
  },

  notice: {
    dismiss: "Ausblenden",
    unexpected: "Holdfast hat eine Antwort gegeben, die diese Seite nicht versteht.",
    offline: "Holdfast antwortet nicht. Bitte versuche es noch einmal.",
  },

  copy: { label: (what) => `${what} kopieren`, done: "Kopiert", failed: "Kopieren ging nicht" },

  theme: { label: "Darstellung", auto: "Automatisch", light: "Hell", dark: "Dunkel" },

  worker: {
    missing: "Von selbst wird nichts gesichert: Der Hintergrunddienst von Holdfast läuft nicht.",
    queued: "Noch arbeitet niemand daran: Der Hintergrunddienst von Holdfast läuft nicht.",
    go: "Sicherungen starten",
    starting: "Wird gestartet…",
    start: "In einem Terminal",
    command: "holdfast daemon start",
  },
};
