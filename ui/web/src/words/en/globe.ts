import { many, number } from "@/words/locale";

/** The words of the map. */
export const globe = {
  heading: "Map",
  loading: "Opening the map…",
  map: "Map. Arrow keys move it, plus and minus zoom.",
  nearer: "Zoom in",
  farther: "Zoom out",
  whole: "Show all places",
  here: (count: number) => (count === 0 ? "No photos in this part of the map" : `${many(count, "photo", "photos")} in this part of the map`),
  unplaced: (count: number) => `${many(count, "photo", "photos")} without a place`,
  cluster: (count: number, latitude: number, longitude: number) => `${many(count, "photo", "photos")} near ${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`,
  none: "No photo says where it was taken.",
  noneHint: "Photos of phones with location switched on will be shown here. You can say the place of others yourself:",
  missing: "photos without a place",
};

function degrees(value: number, more: string, less: string): string {
  return `${number(Math.round(Math.abs(value) * 10) / 10)}° ${value < 0 ? less : more}`;
}
