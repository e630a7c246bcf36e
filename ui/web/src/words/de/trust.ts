/** German: Safety, what can be relied on, and why. */

import { files, photos } from "@/words/de/counted";
import { bytes, many, number, percent } from "@/words/locale";
import type { Area } from "@/words/shape";

const are = (count: number) => (count === 1 ? "ist" : "sind");
const percentOf = (part: number, whole: number) => percent(Math.floor((100 * part) / whole)); // never rounded up to all of it

export const trust: Area<"trust"> = {
  heading: "Sicherheit",
  skip: "Zu den Belegen springen",
  loading: "Wird nachgesehen…",
  more: "Mehr zeigen",
  retry: "Noch einmal versuchen",

  statement: {
    question: "Ist alles da?",
    complete: (sources) => (sources === 1 ? "Ja: Für alles, was deine Quelle listet, ist gesorgt." : "Ja: Für alles, was deine Quellen listen, ist gesorgt."),
    incomplete: "Noch nicht alles. Was fehlt, ist hier genannt.",
    none: "Noch gibt es keine Quelle.",
    doubted: "Nicht gewiss: Viele Dateien sind aus deiner Bibliothek verschwunden.",
    listed: "gelistet",
    parts: { safe: "gesichert", skipped: "ausgelassen", pending: "offen", failed: "fehlgeschlagen" },
    checked: "Ganz durchgesehen",
    never: "Nie ganz durchgesehen",
    exceptions: (count) => (count === 1 ? "Das eine nicht gesicherte Foto, mit Grund und Namen" : `Die ${number(count)} nicht gesicherten Fotos, mit Grund und Namen`),
    gone: (count) => `${photos(count)}, die die Quelle nicht mehr listet. Deine ${count === 1 ? "Kopie bleibt" : "Kopien bleiben"}.`,
    states: { failed: "fehlgeschlagen", pending: "noch nicht kopiert", skipped: "ausgelassen", gone: "nicht mehr gelistet", safe: "gesichert" },
    names: (state) => `Namen: ${state}`,
    save: "Den Nachweis speichern",
    saveAs: "Den Nachweis speichern…",
    saving: "Wird geschrieben…",
    saved: "Gespeichert als",
    about: "Eine Datei mit allen Zahlen und Namen, und wie du deine Bibliothek ohne Holdfast prüfst.",
  },

  reading: {
    question: "Ist es noch, wie es abgelegt wurde?",
    whole: (read, originals, days) =>
      read === originals ? `Ja: Jede Datei wurde innerhalb von ${days} Tagen zurückgelesen.` : `${percentOf(read, originals)} deiner Dateien wurden innerhalb von ${days} Tagen zurückgelesen.`,
    broken: (count) => `${files(count)} ${are(count)} nicht mehr wie abgelegt.`,
    none: "In deiner Bibliothek ist noch nichts.",
    unread: "Noch nicht von deinem Laufwerk zurückgelesen. Das beginnt von selbst.",
    absent: "Viele Dateien sind auf einmal verschwunden.",
    parts: { recent: "Zurückgelesen und unverändert", overdue: "Länger nicht mehr", never: "Seit dem Schreiben noch nicht", broken: "Nicht wie abgelegt" },
    oldest: "Ältestes Zurücklesen",
    next: "Nächster Teil",
    soon: "bald",
    lost: (count) => `${files(count)} von Fotos, die keine Quelle mehr hat, ${are(count)} nicht mehr wie abgelegt.`,
    lostAction: "Leg eigene Kopien an ihre Stelle, falls du welche hast.",
    conditions: { damaged: "beschädigt", missing: "fehlt" },
    holds: (originals, size) => `${files(originals)}, ${bytes(size)}`,
    library: "Deine Bibliothek",
    share: (share) => percent(share),
    check: "Jetzt alles prüfen",
    checking: "Wird geprüft…",
    repair: "Aus der Quelle reparieren",
    repairing: "Beginnt…",
    findings: { DAMAGED: "beschädigt", MISSING: "fehlen", EDITED: "von dir bearbeitet" },
    found: (count, what) => `${photos(count)} ${what}`,
    keepEdits: "Meine Bearbeitungen behalten, die Originale daneben holen",
    leave: "Mit ihnen geschieht nichts, bis du es sagst.",
  },

  part: {
    heading: "Einen Teil prüfen",
    check: "Jetzt prüfen",
    starting: "Beginnt…",
    before: (count) => (count === 1 ? "Schon geprüft, einmal" : `Schon geprüft, ${number(count)} Mal`),
    whole: "Die ganze Bibliothek",
    folder: (path) => (path === "" ? "Der oberste Ordner" : `Der Ordner ${path}`),
    sample: (share) => `Ein Anteil von ${number(share)} von 100, zufällig`,
    found: (count, size, broken, repaired) =>
      `${files(count)} gelesen, ${bytes(size)}: ${broken === 0 ? "alles wie gespeichert" : `${number(broken)} nicht wie gespeichert${repaired === 0 ? "" : `, ${number(repaired)} in Ordnung gebracht`}`}`,
    files: (count) => (count === 1 ? "Die Datei und was zu tun ist" : "Die Dateien und was zu tun ist"),
    list: "Dateien, die nicht wie gespeichert sind",
    since: "Was damals gefunden wurde, ist seither neu gelesen: Probleme sagt, was noch offen ist.",
    results: { damaged: "Beschädigt.", missing: "Fehlt.", unreadable: "Das Laufwerk kann sie nicht lesen." },
    todo: {
      done: "Nichts zu tun: Sie wurde in Ordnung gebracht.",
      repair: "„Aus der Quelle reparieren“ holt sie neu; die beschädigten Bytes bleiben beiseite liegen.",
      edited: "Sie sieht von dir bearbeitet aus. Nichts geschieht mit ihr, bis du es oben sagst.",
      yours: "Keine Quelle hat sie mehr. Lege eine eigene Kopie an ihre Stelle, wenn du eine hast.",
    },
  },

  absent: {
    awayHint: "Schließ das richtige Laufwerk an oder leg die Dateien zurück. Dann sieh noch einmal nach; bis dahin wird nichts geändert.",
    look: "Noch einmal nachsehen",
    removed: "Ich habe sie entfernt…",
    explain: (count) => `${files(count)} werden noch einmal von ihrer Quelle geholt oder als fehlend genannt. Um fortzufahren, gib die Zahl ${number(count)} ein.`,
    label: "Anzahl der Dateien",
    accept: "Annehmen",
    accepting: "Wird angenommen…",
    back: "So lassen",
    wrong: (count) => `Das ist nicht ${number(count)}.`,
  },

  drill: {
    question: "Kommt es zurück?",
    whole: (photo) => (photo === 1 ? "Ja: Das Foto der Probe kam Byte für Byte zurück." : `Ja: ${number(photo)} von ${number(photo)} Fotos kamen Byte für Byte zurück.`),
    partly: (intact, tried) => `Nur ${number(intact)} von ${photos(tried)} kamen ganz zurück.`,
    none: "Noch nicht erprobt.",
    old: "Seit mehr als einem Jahr nicht erprobt.",
    about: "Eine Probe führt einige deiner Fotos durch eine ganze Wiederherstellung in einen eigenen Ordner, vergleicht jedes Byte und bewahrt den Beleg auf.",
    when: "Letzte Probe",
    tried: "Erprobte Fotos",
    took: "Dauer",
    size: "Gelesen und geschrieben",
    now: "Jetzt erproben",
    under: "Läuft…",
    receipt: "Beleg",
    intact: (size) => `${bytes(size)}, Byte für Byte`,
  },

  copies: {
    question: "Und wenn der Katalog verloren geht?",
    none: "Noch gibt es keine Kopie von ihm.",
    answer: (count) => `${many(count, "gute Kopie wird", "gute Kopien werden")} aufbewahrt.`,
    about: "Der Katalog weiß, was wo liegt. Jede Kopie ist verschlüsselt und wird geöffnet und gelesen, bevor eine ältere geht. Auch ohne ihn sind deine Fotos einfache Dateien.",
    newest: "Neueste Kopie",
    size: "Alle Kopien",
    now: "Jetzt kopieren",
    under: "Wird kopiert…",
    code: "Bewahre deinen Wiederherstellungscode an einem anderen Ort als diesem Rechner auf: Mit ihm öffnet sich der Katalog auch, wenn sein Schlüssel verloren ist.",
  },

  restore: {
    question: "Wie bekomme ich sie zurück?",
    answer: "Als einfache Dateien, in jeden Ordner, den du willst.",
    about: "In dem Ordner wird nichts ersetzt. Jede Datei wird von dort zurückgelesen und verglichen, und eine Liste von Prüfsummen liegt daneben.",
    way: "Wiederherstellen oder exportieren…",
  },

  library: {
    found: (path) => `Dort verwenden: ${path}`,
    point: "Sie liegt jetzt hier…",
    adopt: "Das ist meine Bibliothek",
    again: "Noch einmal versuchen",
    looking: "Wird nachgesehen…",
  },
};
