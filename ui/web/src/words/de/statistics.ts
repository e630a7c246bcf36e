/** German: the page Statistics. */

import { files, photos } from "@/words/de/counted";
import { bytes, number, percent } from "@/words/locale";
import type { Area } from "@/words/shape";

export const statistics: Area<"statistics"> = {
  heading: "Statistik",
  skip: "Zum Inhalt springen",
  loading: "Wird gezählt…",
  retry: "Noch einmal versuchen",
  none: "Noch ist nichts gelistet.",
  noneHint: "Wenn deine erste Quelle durchgesehen ist, stehen ihre Zahlen hier.",
  counted: "Gezählt",
  anew: "Neu zählen",
  counting: "Wird gezählt…",
  table: "Als Tabelle",
  amount: {
    heading: "Wie viel",
    photos: (count, size) => `${photos(count)}, ${bytes(size)}`,
    safe: (safe) => `${number(safe)} davon gesichert`,
    source: "Quelle",
    format: "Format",
  },
  risk: {
    heading: "Was gefährdet ist",
    none: "Nichts, wovon Holdfast weiß.",
    read: (recent, all, days) =>
      all === 0 ? "" : `${percent(Math.floor((100 * recent) / all))} von ${files(all)} wurden in den letzten ${number(days)} Tagen zurückgelesen.`,
    show: "Zeigen",
  },
  time: {
    heading: "Wann sie aufgenommen sind",
    chart: (count, first, last) => `${photos(count)} nach Jahren, von ${first} bis ${last}`,
    year: (name, count) => `${name}: ${photos(count)}`,
    undated: (count) => `${photos(count)} ohne Datum`,
    column: "Jahr",
    count: "Fotos",
    size: "Größe",
  },
  growth: {
    heading: "Wie die Bibliothek gewachsen ist",
    chart: (count, size, first, last) => `Von ${first} bis ${last} wuchs die Bibliothek auf ${files(count)}, ${bytes(size)}`,
    month: "Monat",
    files: "Dateien",
  },
  days: {
    heading: "Tag für Tag",
    year: "Jahr",
    of: { taken: "Aufgenommene Fotos", copied: "Kopierte Dateien" },
    which: "Was gezeigt wird",
    map: (year, count) => `${number(count)} in ${String(year)}. Pfeiltasten gehen tage- und wochenweise, Enter zeigt die Fotos eines Tages.`,
    day: (name, count) => `${name}: ${count === 0 ? "nichts" : number(count)}`,
    legend: (marks) => (marks.length === 0 ? "Nichts in diesem Jahr" : "Am Tag:"),
    least: (mark) => `${number(mark)}+`,
    zero: "0",
  },
  gear: { cameras: "Kameras", lenses: "Objektive", others: "andere", none: "Kein Foto sagt, womit es aufgenommen ist." },
  shoots: { heading: "Die größten Shootings", files },
};
