import { number } from "@/words/locale";

const ZONE = 60;

/** The words of what is known of a photo: when, where and with what it was taken, and who says so. */
export const known = {
  taken: "Taken",
  camera: "Camera",
  lens: "Lens",
  exposure: "Exposure",
  place: "Place",
  title: "Title",
  caption: "Caption",
  tags: "Tags",
  creator: "By",
  copyright: "Copyright",
  duration: "Length",
  names: "Earlier names",
  from: (who: string | null, offset: number | null) => `${zone(offset)}${by(who)}`,
  shutter: (seconds: number) => (seconds < 0.3 ? `1/${number(Math.round(1 / seconds))} s` : `${number(seconds)} s`),
  aperture: (value: number) => `f/${number(value)}`,
  iso: (value: number) => `ISO ${String(value)}`,
  millimetres: (value: number) => `${number(value)} mm`,
  seconds: (value: number) => `${number(Math.round(value))} s`,
  coordinates: (latitude: number, longitude: number, height: number | null) =>
    `${latitude.toFixed(5)}, ${longitude.toFixed(5)}${height === null ? "" : `, ${number(Math.round(height))} m`}`,
};

/** `UTC+02:00, `. */
function zone(offset: number | null): string {
  if (offset === null) return "";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / ZONE), Math.abs(offset) % ZONE].map((part) => String(part).padStart(2, "0"));
  return `UTC${offset < 0 ? "-" : "+"}${hours ?? ""}:${minutes ?? ""}, `;
}

function by(who: string | null): string {
  if (who === "person") return "as you said";
  if (who === "source" || who === null) return "as the source says, in UTC";
  return `as the file says (${who})`;
}
