/** What is typed about photos, as the API wants it. */

export interface Fields {
  tags: string;
  place: string;
  placeName: string;
  taken: string;
  shift: string;
}

export interface Marking {
  tags?: string[];
  latitude?: number;
  longitude?: number;
  place?: string;
  taken_at?: string;
  shift?: number;
}

export type Fault = "nothing" | "placeWrong" | "shiftWrong";

/** Seconds of `+1:00`, `-0:30` or `1:00:05`; 0 for nothing, null for what is no span of time. */
export function shiftOf(text: string): number | null {
  const trimmed = text.trim().replace("−", "-");
  if (trimmed === "") return 0;
  const found = /^([+-]?)(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed);
  if (found === null) return null;
  const [, sign, hours, minutes, seconds] = found;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
}

/** Latitude and longitude of `48.85, 2.35`; null for what is no place on Earth. */
export function placeOf(text: string): { latitude: number; longitude: number } | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  const latitude = Number(found?.[1]);
  const longitude = Number(found?.[2]);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** All that was filled in; or what is wrong with it. */
export function marking(fields: Fields): Marking | Fault {
  const shift = shiftOf(fields.shift);
  if (shift === null) return "shiftWrong";
  const place = fields.place.trim() === "" ? {} : placeOf(fields.place);
  if (place === null) return "placeWrong";
  const tags = fields.tags.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
  const said: Marking = {
    ...place,
    ...(tags.length > 0 ? { tags } : {}),
    ...(fields.placeName.trim() === "" ? {} : { place: fields.placeName.trim() }),
    ...(fields.taken === "" ? {} : { taken_at: fields.taken }),
    ...(shift === 0 ? {} : { shift }),
  };
  return Object.keys(said).length === 0 ? "nothing" : said;
}
