/** The words of the page Missing. */

import { photos } from "@/words/en/counted";

export const missing = {
  heading: "Missing facts",
  skip: "Skip to the content",
  lead: "Photos of which nobody knows when, where or with what they were taken, or that have no tags. What you say here stays apart from the files and can be undone.",
  kinds: { date: "No date", place: "No place", camera: "No camera", tags: "No tags" },
  count: photos,
  groups: "What is missing",
  none: "Of every photo in your library this is known.",
  loading: "Loading…",
  all: "Choose all that are shown",
  nobody: "Choose none",
  chosen: (count: number) => `${photos(count)} chosen`,
  choose: "Choose photos by their boxes, or with S.",
} as const;
