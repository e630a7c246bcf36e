/** German: taking photos out, restore and export. */

import { photos } from "@/words/de/counted";
import { bytes, days, list, many, number } from "@/words/locale";
import type { Area } from "@/words/shape";

const MUCH = 100;

export const out: Area<"out"> = {
  heading: "Wiederherstellen und exportieren",
  lead: "Einfache Dateien, in jedem Ordner, den du willst. Dort wird nichts ersetzt; jede Datei wird zurückgelesen und verglichen.",
  empty: "Noch gibt es nichts herauszuholen: In die Bibliothek wurde noch kein Foto kopiert.",
  emptyWay: "Zur Übersicht",

  what: {
    heading: "Welche Fotos",
    label: "Welche Fotos",
    kinds: { all: "Alles", source: "Eine Quelle", shoot: "Ein Shooting", collection: "Eine Sammlung", search: "Eine Suche", picked: "Deine Auswahl" },
    about: { all: "Alles, was die Bibliothek hat, auch aus Quellen, die du entfernt hast.", picked: (count) => `${photos(count)}, die du einzeln ausgewählt hast.` },
    source: "Quelle",
    shoot: "Shooting",
    collection: "Sammlung",
    query: "Suche",
    queryHint: "Wie auf der Seite Suche: rating:>=4 camera:\"eos r5\" taken:2024",
    understood: "So wurde es verstanden",
    found: (count, exact) => (exact ? `${photos(count)} gefunden.` : `Mehr als ${photos(count)} gefunden.`),
    choose: "Bitte wählen…",
    noShoots: "Noch gibt es kein Shooting.",
    noCollections: "Noch gibt es keine Sammlung.",
    since: "Aufgenommen vom",
    until: "bis zum",
    spanWrong: "Der zweite Tag liegt vor dem ersten.",
    gone: "Auch was die Quelle nicht mehr listet",
  },

  names: {
    heading: "Unter welchen Namen",
    label: "Unter welchen Namen",
    kinds: { tree: "Wie in der Quelle", months: "Nach Jahr und Monat", own: "Auf meine Art" },
    template: "Ordner und Namen",
    templateHint: "Ordner stehen zwischen Schrägstrichen; ein Feld in Klammern wird für jedes Foto ausgefüllt.",
    insert: (field) => `${field} einfügen`,
    examples: "Zum Beispiel",
    none: "Kein Foto passt, also gibt es kein Beispiel.",
    xmp: "Was über sie gesagt wurde (XMP-Dateien)",
    namings: { none: "Nicht schreiben", "name.ext.xmp": "Als foto.jpg.xmp: darktable, digiKam, Immich", "name.xmp": "Als foto.xmp: Lightroom", both: "Beides" },
    form: "Eine Tabelle mit allem, was bekannt ist",
    forms: { "": "Nicht schreiben", csv: "CSV, für Tabellenprogramme", json: "JSON", parquet: "Parquet" },
    versions: "Auch frühere Fassungen von Fotos, die sich geändert haben",
  },

  where: {
    heading: "Wohin",
    choose: "Ordner wählen…",
    downloads: "In einen neuen Ordner unter Downloads",
    looking: "Alles wird durchgesehen…",
    browser: "Jeder andere Ordner: im eigenen Fenster von Holdfast oder mit diesem Befehl.",
    browserOnly: "Jeder andere Ordner: im eigenen Fenster von Holdfast.",
    lacking: { source: "Wähle zuerst eine Quelle.", shoot: "Wähle zuerst ein Shooting.", collection: "Wähle zuerst eine Sammlung.", query: "Sag zuerst, wonach gesucht wird.", span: "Der zweite Tag liegt vor dem ersten.", template: "Sag zuerst, wie die Dateien heißen sollen." },
  },

  plan: {
    heading: "Was geschehen würde",
    nothing: "Kein Foto passt, also würde nichts kopiert.",
    figures: { photos: "Fotos", bytes: "Größe", free: "Dort frei", there: "Schon dort" },
    to: "Nach",
    noRoom: (size) => `Der Platz reicht nicht: Es fehlen ${bytes(size)}. Wähle einen anderen Ordner oder weniger Fotos.`,
    renamed: (count) => `${photos(count)} ${count === 1 ? "bekommt einen anderen Namen" : "bekommen andere Namen"}, weil ihrer vergeben ist`,
    becomes: (wanted) => `statt ${wanted}`,
    missed: (count) => `${photos(count)} ${count === 1 ? "kann" : "können"} nicht mitkommen: Die Bibliothek hat davon keine Bytes`,
    missedWhy: { pending: "Noch nicht kopiert. Sichere zuerst, wenn es mitkommen soll.", failed: "Konnte bisher nicht kopiert werden; Probleme sagt, warum.", safe: "Seine Datei ist nicht in der Bibliothek." },
    leftOut: (count) => `${photos(count)} ${count === 1 ? "sollte" : "sollten"} nie kopiert werden oder ${count === 1 ? "war" : "waren"} vorher weg.`,
    first: (count) => (count > MUCH ? `Die ersten ${number(MUCH)} mit Namen` : "Alle mit Namen"),
    what: { new: "", there: "schon dort", renamed: "anderer Name" },
    begin: "Kopieren",
    beginning: "Beginnt…",
    other: "Anderer Ordner…",
    leave: "Lassen",
  },

  under: {
    heading: "Wird gerade herauskopiert",
    pause: "Pause",
    pausing: "Hält an…",
    resume: "Weiter",
    stop: "Beenden",
    stopping: "Wird beendet…",
    about: "Du kannst es anhalten; es macht weiter, wo es war, auch nach einem Neustart des Computers.",
  },

  past: {
    heading: "Früher herausgeholt",
    none: "Noch nichts. Jedes Mal bleibt hier ein Beleg.",
    states: { queued: "Wartet, bis es an der Reihe ist", running: "Läuft", waiting: "Wartet", paused: "Angehalten", done: "Fertig", failed: "Nicht fertig", cancelled: "Beendet" },
    done: (count, size) => `${photos(count)} zurückgelesen und richtig, ${bytes(size)}`,
    partly: (count) => `${photos(count)} ${count === 1 ? "konnte" : "konnten"} nicht mitkommen`,
    meant: { all: "Alles", search: (query) => `Die Suche ${query}`, shoot: (name) => `Das Shooting ${name}`, collection: (name) => `Die Sammlung ${name}`, picked: (count) => `${photos(count)} deiner Auswahl` },
    of: (names) => `aus ${list(names)}`,
    span: (since, until) => (since !== null && until !== null ? days(since, until) : since !== null ? `ab ${days(since, since)}` : until !== null ? `bis ${days(until, until)}` : ""),
    away: "Der Ordner ist gerade nicht da.",
    receipt: "Beleg",
    allThere: "Es fehlt nichts.",
    failed: (count) => many(count, "Sache konnte nicht dorthin gelegt werden", "Sachen konnten nicht dorthin gelegt werden"),
    sidecar: "XMP-Datei",
    check: "Das kann jeder ohne Holdfast prüfen. In jenem Ordner:",
    save: "Beleg sichern…",
    saving: "Wird gesichert…",
    saved: "Gesichert als",
    again: "Neu beweisen",
    goOn: "Weitermachen",
    asking: "Beginnt…",
    more: "Mehr",
  },
};
