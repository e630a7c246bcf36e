/** German: the page Problems. */

import { photos } from "@/words/de/counted";
import { list, many, moment, number } from "@/words/locale";
import type { Area } from "@/words/shape";

const SOLVED: Partial<Record<string, string>> = {
  copied: "Sie wurden kopiert.",
  repaired: "Die Bytes wurden neu geholt und stimmen.",
  left: "Sie sollen nicht mehr kopiert werden: an der Quelle nicht mehr da oder ausgelassen.",
  signed_in: "Du hast dich neu angemeldet.",
  answers: "Die Quelle antwortet wieder.",
  accepted: "Du hast gesagt, dass sie weg sein sollen.",
  back: "Die Fotos sind wieder da.",
  checked: "Die Quelle wurde vollständig geprüft.",
  usable: "Die Bibliothek ist wieder benutzbar.",
  read: "Die Bibliothek wurde durchgelesen.",
  there: "Die Dateien stimmen wieder.",
  drilled: "Eine Übung hat alle Fotos zurückgebracht.",
};

function next(iso: string | null, now: number): string {
  if (iso === null) return "Von selbst wird es nicht noch einmal versucht.";
  return Date.parse(iso) <= now ? "Die nächste Sicherung versucht es wieder." : `Der nächste Versuch kommt von selbst: ${moment(iso, now)}.`;
}

export const cards: Area<"cards"> = {
  heading: "Probleme",
  summary: (needed) => (needed === 0 ? "Nichts braucht dich." : `${many(needed, "Sache braucht", "Sachen brauchen")} dich.`),
  calm: "Nichts braucht dich",
  calmText: "Wenn dich etwas braucht, steht es hier, mit dem einen, was zu tun ist. Was sich von selbst löst, verschwindet von selbst.",
  passing: "Geht von selbst vorbei",
  known: "Davon weißt du",
  solved: (count) => `In den letzten 90 Tagen gelöst (${number(count)})`,
  subjects: {
    photos: "Fotos",
    source: "Quelle",
    held: "Quelle",
    stale: "Quelle",
    library: "Bibliothek",
    reading: "Bibliothek",
    lost: "Bibliothek",
    drill: "Übung",
  },
  affected: (count, names) => {
    const rest = count - names.length;
    return list(rest > 0 ? [...names, rest === 1 ? "1 weiteres" : `${number(rest)} weitere`] : names);
  },
  count: photos,
  waiting: (count) => `${photos(count)} ${count === 1 ? "wartet" : "warten"} darauf.`,
  tried: (attempts, last, following, now) => `${attempts === 1 ? "Einmal" : `Bis zu ${number(attempts)}-mal`} versucht, zuletzt ${moment(last, now)}. ${next(following, now)}`,
  done: {
    source: "Die anderen Quellen laufen weiter. Was kopiert ist, bleibt gesichert.",
    held: "Alle Kopien wurden behalten, nichts wurde geändert.",
    stale: "Was kopiert ist, bleibt gesichert.",
    library: "Nichts ist verloren: Was noch nicht geschrieben ist, wird kopiert, sobald die Bibliothek wieder da ist.",
    reading: "Nichts wurde als fehlend vermerkt.",
    lost: "Jede Quelle wurde danach gefragt.",
    drill: "Deine Bibliothek wurde nicht verändert.",
  },
  nothing: (iso, now) => (iso === null || Date.parse(iso) <= now ? "Nichts zu tun, es wird von selbst wieder versucht." : `Nichts zu tun, der nächste Versuch kommt von selbst: ${moment(iso, now)}.`),
  know: "Ich weiß",
  knowing: "Vermerkt…",
  unknow: "Wieder mitzählen",
  knownSince: (when) => `Davon weißt du seit ${when}. Es kommt wieder, wenn mehr betroffen ist.`,
  look: "Noch einmal nachsehen",
  looking: "Sieht nach…",
  backup: "Jetzt sichern",
  verify: "Jetzt prüfen",
  drill: "Noch einmal üben",
  starting: "Beginnt…",
  details: "Einzelheiten",
  code: "Code",
  since: "Seit",
  said: "Was gesagt wurde",
  advice: "Was man tun kann",
  copied: (code, since, message, action) => `${code} · ${since} · ${message} · ${action}`,
  signIn: {
    open: "Neu anmelden",
    heading: (name) => `Ein neuer Schlüssel für ${name}`,
    about: "Die Quelle wird sofort gefragt, ob sie den Schlüssel annimmt. Erst dann wird er behalten, und er kann nur lesen.",
    parts: { api_key: "API-Schlüssel", api_secret: "API-Geheimnis", access_key_id: "ID des Zugriffsschlüssels", secret_access_key: "Geheimer Zugriffsschlüssel" },
    keep: "Anmelden",
    asking: "Fragt die Quelle…",
    back: "Nicht jetzt",
  },
  list: {
    label: (what) => `Fotos: ${what}`,
    show: (count) => (count === 1 ? "Das Foto zeigen" : `Alle ${photos(count)} zeigen`),
    filter: "Nach Namen suchen",
    all: (count) => `Alle ${number(count)}`,
    choose: (name) => `${name} auswählen`,
    chosen: (count) => `${number(count)} ausgewählt`,
    retry: "Diese noch einmal versuchen",
    retrying: "Beginnt…",
    asked: "Sie werden noch einmal versucht.",
    export: "Als Tabelle speichern…",
    exporting: "Wird gespeichert…",
    exported: "Gespeichert als",
    none: "Kein Foto heißt so.",
    loading: "Wird geladen…",
  },
  solvedTitle: (count, why) => `${photos(count)}: ${why}`,
  solvedBy: (how) => SOLVED[how] ?? "Es ist nicht mehr da.",
  solvedAt: (when, began) => `Gelöst ${when}; begonnen ${began}.`,
  open: "Alle Probleme",
  openCount: (count) => `Alle ${number(count)} Ursachen`,
  badge: (count) => `${count === 1 ? "eines braucht" : `${number(count)} brauchen`} dich`,
};
