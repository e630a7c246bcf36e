/** The words of what the person says of photos, and of taking it back. */

import type { Act } from "@/api/types";
import { photos } from "@/words/en/counted";
import { list, many } from "@/words/locale";

export const marks = {
  heading: "Your marks",
  rating: "Rating",
  ratings: (rating: number) => (rating === 0 ? "None (0)" : `${many(rating, "star", "stars")} (${rating})`),
  none: "None",
  pick: "Pick or reject",
  picks: { pick: "Pick (P)", reject: "Reject (X)" },
  colour: "Colour",
  colours: { red: "Red (6)", yellow: "Yellow (7)", green: "Green (8)", blue: "Blue (9)", purple: "Purple" },
  star: "Star (F)",
  starWhy: "Keep a copy in your own bucket",
  tags: (tags: readonly string[]) => `Your tags: ${list(tags)}`,
  undo: "Undo",
  undone: "Undone.",
  done: ({ change, what, passed_over: passed }: Act) =>
    [change === null ? "Nothing changed: all was so already." : `${what}.`, passed === 0 ? "" : `Passed over ${photos(passed)}.`].filter((part) => part !== "").join(" "),

  form: {
    heading: (count: number) => `Say something of ${photos(count)}`,
    tags: "Tags to give, with commas between",
    place: "Latitude, longitude",
    placeName: "Name of the place",
    taken: "Taken at, as the clocks there showed it",
    shift: "Move the time by (such as +1:00 or -0:30)",
    apply: "Apply",
    nothing: "Fill in what these photos are to have.",
    placeWrong: "Write a place as 48.85, 2.35.",
    shiftWrong: "Write a span of time as +1:00 or -0:30.",
    turn: (count: number, before: string, after: string) => `${photos(count)}: ${before} becomes ${after}.`,
    noTime: "No time is known of these photos that could be moved.",
  },
} as const;
