/** Die Wörter des Ansehens, Vergleichens und aller Tastenkürzel. */

import { many, number } from "@/words/locale";
import type { Area } from "@/words/shape";

const sheet: Area<"viewing">["sheet"] = {
  heading: "Tastenkürzel",
  letters: {
    on: "Buchstaben gelten sofort, aber nie, während du in ein Feld tippst.",
    alt: "Buchstaben gelten nur zusammen mit Alt, wie du es eingestellt hast.",
    off: "Buchstaben sind abgeschaltet, wie du es eingestellt hast. Alles andere gilt.",
  },
  groups: [
    {
      place: "Überall",
      rows: [
        { keys: ["/"], does: "Suchen" },
        { keys: ["?"], does: "Diese Tastenkürzel" },
        { keys: ["Strg Z"], does: "Das Letzte zurücknehmen, wo immer es war" },
        { keys: ["Strg Umschalt Z"], does: "Wiederholen" },
        { keys: ["Esc"], does: "Eine Ebene hinaus" },
      ],
    },
    {
      place: "In einem Raster von Fotos",
      rows: [
        { keys: ["← ↑ ↓ →"], does: "Nächstes Foto, nächste Zeile" },
        { keys: ["Pos1", "Ende"], does: "Enden der Zeile; mit Strg aller Fotos" },
        { keys: ["Bild auf", "Bild ab"], does: "Ein Bildschirm" },
        { keys: ["Leertaste", "Eingabe"], does: "Das Foto ansehen" },
        { keys: ["S"], does: "Auswählen, wo man Fotos auswählen kann" },
        { keys: ["C"], does: "Die zwei bis vier ausgewählten vergleichen" },
      ],
    },
    {
      place: "In der Zeitleiste",
      rows: [
        { keys: ["Umschalt Bild auf", "Umschalt Bild ab"], does: "Voriges, nächstes Shooting; wo keines ist, Tage" },
        { keys: ["D", "M", "Y"], does: "Nächster Tag, Monat, nächstes Jahr; mit Umschalt zurück" },
        { keys: ["G"], does: "Zu einem Datum" },
        { keys: ["L"], does: "In eine Sammlung legen" },
        { keys: ["I"], does: "Das Foto ansehen, mit allem, was man darüber weiß" },
      ],
    },
    {
      place: "Auf einem Foto",
      rows: [
        { keys: ["←", "→"], does: "Voriges, nächstes; vergrößert: das Bild verschieben" },
        { keys: ["Pos1", "Ende"], does: "Erstes, letztes" },
        { keys: ["Bild auf", "Bild ab"], does: "In der Zeitleiste: voriges, nächstes Shooting" },
        { keys: ["Leertaste", "Z"], does: "Jedes Pixel, und wieder ganz; die Leertaste spielt Filme" },
        { keys: ["+", "-"], does: "Größer, kleiner" },
        { keys: ["I"], does: "Was man darüber weiß" },
        { keys: ["B"], does: "Die Fotos daneben" },
        { keys: ["L"], does: "In eine Sammlung legen" },
        { keys: ["T"], does: "Schlagwörter" },
        { keys: ["C"], does: "Mit dem nächsten vergleichen" },
        { keys: ["Eingabe", "Esc"], does: "Zurück" },
      ],
    },
    {
      place: "Etwas darüber sagen",
      rows: [
        { keys: ["P"], does: "Auswahl" },
        { keys: ["X"], does: "Ablehnung" },
        { keys: ["U"], does: "Keins von beiden" },
        { keys: ["0 – 5"], does: "Sterne" },
        { keys: ["6 – 9"], does: "Rot, gelb, grün, blau" },
        { keys: ["F"], does: "Stern" },
        { keys: ["Entf"], does: "In der Bibliothek ausblenden; die Datei bleibt" },
        { keys: ["Umschalt"], does: "Dabei gehalten, oder Feststelltaste: und weiter zum nächsten" },
      ],
    },
  ],
};

export const viewing: Area<"viewing"> = {
  tools: "Werkzeuge",
  info: "Was man über dieses Foto weiß",
  infoTurn: "Informationen (I)",
  filmstrip: "Die Fotos daneben",
  filmstripTurn: "Filmstreifen (B)",
  larger: "Größer (+)",
  smaller: "Kleiner (-)",
  addTo: "In eine Sammlung legen (L)",
  tag: "Schlagwörter (T)",
  compare: "Mit dem nächsten vergleichen (C)",
  compareChosen: (count) => `${number(count)} vergleichen (C)`,
  comparing: (count) => `${many(count, "Foto", "Fotos")} nebeneinander`,
  compareKeys: "Pfeile wählen, Z vergrößert alle",
  place: (place, of) => `${number(place)} von ${number(of)}`,
  percent: (value) => `${number(value)} %`,
  raw: "Raw-Datei: zu sehen ist ihre Vorschau",
  film: "Der Film",
  filmUnshown: "Dieses Fenster kann Filme dieser Art nicht abspielen. Speichere eine Kopie, um ihn anderswo zu spielen; dein Original ist ganz.",
  hide: "Ausblenden",
  hideWhy: "In der Zeitleiste und in Suchen ausblenden (Entf). Die Datei bleibt; is:hidden findet sie.",
  isHidden: "ausgeblendet",
  picks: { pick: "ausgewählt", reject: "abgelehnt" },
  stars: (rating) => many(rating, "Stern", "Sterne"),
  spoken: (parts) => parts.filter((part) => part !== "").join(", "),
  undone: (what) => `Zurückgenommen: ${what}.`,
  redone: (what) => `Wiederholt: ${what}.`,

  add: {
    heading: "In eine Sammlung legen",
    filter: "Name der Sammlung",
    none: "Es gibt noch keine Sammlungen. Tippe einen Namen, um die erste anzulegen.",
    make: (name) => `„${name}“ anlegen und hineinlegen`,
  },

  tags: {
    heading: "Deine Schlagwörter",
    given: "Schlagwörter von dir",
    without: (tag) => `${tag} wegnehmen`,
    more: "Weitere, durch Kommas getrennt",
    give: "Vergeben",
  },

  provenance: {
    heading: "Woher es kommt und was es belegt",
    source: "Quelle",
    key: "Sein Name dort",
    checksumThere: "Prüfsumme der Quelle",
    checksumHere: "Prüfsumme deiner Datei (SHA-256)",
    noChecksum: "Keine",
    strength: "Wie genau verglichen wurde",
    checks: "Blicke auf die Datei",
    check: (how, when) => `${when}: ${how}`,
    hows: {
      stored: "mit der Quelle verglichen und gespeichert",
      intact: "zurückgelesen, jedes Byte wie gespeichert",
      damaged: "zurückgelesen, beschädigt",
      missing: "gesucht, nicht gefunden",
      unreadable: "nicht lesbar",
      repaired: "aus der Quelle repariert",
    },
    copies: "Frühere Fassungen",
    noVersions: "Keine: die Quelle hat es nie ersetzt",
    version: (when, size) => `An der Quelle ersetzt ${when}, ${size}, aufbewahrt unter`,
    copy: "Prüfsumme kopieren",
    copied: "Kopiert",
    sayings: "Wer was darüber sagt",
    what: "Angabe",
    who: { source: "Quelle", file: "Datei", person: "Du" },
    name: "Name",
    silent: "–",
    nobody: "Niemand sagt etwas über dieses Foto.",
  },

  sheet,
};
