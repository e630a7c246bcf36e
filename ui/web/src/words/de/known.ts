/** German: what is known of a photo, and who says so. */

import { number } from "@/words/locale";
import type { Area } from "@/words/shape";

const ZONE = 60;

export const known: Area<"known"> = {
  taken: "Aufgenommen",
  camera: "Kamera",
  lens: "Objektiv",
  exposure: "Belichtung",
  place: "Ort",
  title: "Titel",
  caption: "Beschreibung",
  tags: "Schlagwörter",
  creator: "Von",
  copyright: "Urheberrecht",
  duration: "Länge",
  names: "Frühere Namen",
  from: (who, offset) => `${zone(offset)}${by(who)}`,
  shutter: (seconds) => (seconds < 0.3 ? `1/${number(Math.round(1 / seconds))} s` : `${number(seconds)} s`),
  aperture: (value) => `f/${number(value)}`,
  iso: (value) => `ISO ${String(value)}`,
  millimetres: (value) => `${number(value)} mm`,
  seconds: (value) => `${number(Math.round(value))} s`,
  coordinates: (latitude, longitude, height) => `${degrees(latitude)}; ${degrees(longitude)}${height === null ? "" : `; ${number(Math.round(height))} m`}`,
};

/** With the comma of German figures, and therefore a semicolon between them. */
const degrees = (value: number) => value.toFixed(5).replace(".", ",");

/** `UTC+02:00, `. */
function zone(offset: number | null): string {
  if (offset === null) return "";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / ZONE), Math.abs(offset) % ZONE].map((part) => String(part).padStart(2, "0"));
  return `UTC${offset < 0 ? "-" : "+"}${hours ?? ""}:${minutes ?? ""}, `;
}

function by(who: string | null): string {
  if (who === "person") return "wie du es gesagt hast";
  if (who === "source" || who === null) return "wie die Quelle sagt, in UTC";
  return `wie die Datei sagt (${who})`;
}
