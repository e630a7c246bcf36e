/** The words of the page Search. */

import type { Suggestion } from "@/api/types";
import { photos } from "@/words/en/counted";
import { many } from "@/words/locale";

const KINDS: Record<Suggestion["field"], string> = { camera: "Camera", lens: "Lens", tag: "Tag", source: "Source", in: "Collection", shoot: "Shoot" };

export const search = {
  heading: "Search",
  skip: "Skip to the content",
  field: "Search your photos",
  placeholder: "harbour  taken:2023-06  camera:canon  iso:>800",
  suggestions: "Names that you may mean",
  kinds: KINDS,
  wrong: (sentence: string, place: number) => `${sentence} (At character ${place}.)`,
  examples: "Examples",
  tries: [
    { text: "taken:2023-06..2023-08", means: "Taken in these months" },
    { text: "iso:>800", means: "A sensitivity of more than 800" },
    { text: "rating:>=4", means: "Four stars or more" },
    { text: "type:video", means: "Films" },
    { text: "-has:place", means: "Nobody knows where they were taken" },
    { text: "copies:1", means: "Only one source lists them" },
    { text: "unverified:90d", means: "Not read again from your drive for 90 days" },
    { text: "state:failed", means: "Could not be copied" },
  ],
  filters: "Filters",
  type: "Type",
  types: { image: "Pictures", video: "Films", raw: "Raw" },
  rating: "Rating",
  year: "Year",
  camera: "Camera",
  any: "Any",
  stars: (count: number) => many(count, "star or more", "stars or more"),
  rated: (stars: number) => many(stars, "star", "stars"),
  stack: (count: number) => `${many(count, "file", "files")} of one picture`,
  understood: "How it was understood",
  parts: "Its parts",
  without: (said: string) => `Do without: ${said}`,
  total: (count: number, exact: boolean) => (exact ? (count === 0 ? "No photo is like that." : photos(count)) : `More than ${photos(count)}`),
  looking: "Looking through your photos…",
  behind: "Words of new photos are still being written.",
  chosen: (count: number) => `${photos(count)} chosen`,
  nobody: "Choose none",
  keep: "Keep this search as a collection",
  name: "Name",
  save: "Save as collection",
  saved: "Saved as",
} as const;
