/** The words of the page Statistics. */

import { photos } from "@/words/en/counted";
import { bytes, many, number, percent } from "@/words/locale";

export const statistics = {
  heading: "Statistics",
  skip: "Skip to the content",
  loading: "Counting…",
  retry: "Try again",
  none: "Nothing is listed yet.",
  noneHint: "When your first source was looked through, its figures stand here.",
  counted: "Counted",
  anew: "Count again",
  counting: "Counting…",
  table: "As a table",
  amount: {
    heading: "How much",
    photos: (count: number, size: number) => `${photos(count)}, ${bytes(size)}`,
    safe: (safe: number) => `${number(safe)} of them are safe`,
    source: "Source",
    format: "Format",
  },
  risk: {
    heading: "What is at risk",
    none: "Nothing that Holdfast knows of.",
    read: (recent: number, all: number, days: number) =>
      all === 0 ? "" : `${percent(Math.floor((100 * recent) / all))} of ${many(all, "file", "files")} were read back within ${number(days)} days.`,
    show: "Show them",
  },
  time: {
    heading: "When they were taken",
    chart: (count: number, first: string, last: string) => `${photos(count)} by year, from ${first} to ${last}`,
    year: (name: string, count: number) => `${name}: ${photos(count)}`,
    undated: (count: number) => `${photos(count)} without a date`,
    column: "Year",
    count: "Photos",
    size: "Size",
  },
  growth: {
    heading: "How the library grew",
    chart: (files: number, size: number, first: string, last: string) => `From ${first} to ${last} the library grew to ${many(files, "file", "files")}, ${bytes(size)}`,
    month: "Month",
    files: "Files",
  },
  days: {
    heading: "Day by day",
    year: "Year",
    of: { taken: "Photos taken", copied: "Files copied" },
    which: "What is shown",
    map: (year: number, count: number) => `${number(count)} in ${String(year)}. Arrow keys move by day and week, Enter shows the photos of a day.`,
    day: (name: string, count: number) => `${name}: ${count === 0 ? "nothing" : number(count)}`,
    legend: (marks: readonly number[]) => (marks.length === 0 ? "Nothing in this year" : "Per day:"),
    least: (mark: number) => `${number(mark)}+`,
    zero: "0",
  },
  gear: { cameras: "Cameras", lenses: "Lenses", others: "others", none: "No photo says with what it was taken." },
  shoots: { heading: "Largest shoots", files: (count: number) => many(count, "file", "files") },
} as const;
