/** The words of the timeline. */

import type { PhotoState } from "@/api/types";
import { photos } from "@/words/en/counted";
import { dayOf, many, monthOf, number, taken } from "@/words/locale";

const STATES: Record<PhotoState, string | null> = { safe: null, pending: "not copied yet", failed: "could not be copied", skipped: "skipped", gone: "no longer at the source, kept in your library" };

export const timeline = {
  heading: "Timeline",
  skip: "Skip to the photos",
  grid: (count: number) => `${photos(count)}, newest first`,
  counts: (count: number, first: string | null, last: string | null) => (first === null || last === null ? photos(count) : first === last ? `${photos(count)}, ${first}` : `${photos(count)}, ${first} to ${last}`),
  loading: "Opening your photos…",
  empty: "Your photos appear here, newest first, as soon as a source has been looked at.",
  begin: "Go to your sources",
  offline: "The drive of your library is not connected. You see small pictures; originals open again when it is back.",
  undated: "Without a date",
  day: dayOf,
  month: monthOf,
  shoot: (name: string) => `Shoot ${name}`,
  smaller: "Smaller pictures",
  larger: "Larger pictures",
  sizes: "Size of the pictures",
  scrubber: "Place in time",
  tile: (name: string | null, at: string | null, day: string, state: PhotoState, marks: readonly string[]) =>
    [name ?? "Photo", at === null ? day : taken(at), STATES[state], ...marks].filter((part) => part !== null).join(", "),
  video: "video",
  picks: { pick: "picked", reject: "rejected" },
  rated: (rating: number) => many(rating, "star", "stars"),
  starred: "favourite",
  stars: (rating: number) => "★".repeat(rating),
  duration: (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`,
  chosen: (count: number) => `${photos(count)} chosen`,
  chosenMany: (most: number) => `At most ${number(most)} photos can be marked at once.`,
  none: "Choose none",
  choice: "What can be done with the chosen photos",
  marks: "Marks",
  pick: "Pick",
  reject: "Reject",
  favourite: "Favourite",
  go: "Go to a date",
  date: "Date",
  goThere: "Go",
  cancel: "Cancel",
} as const;
