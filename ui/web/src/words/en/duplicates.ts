/** The words of the page Duplicates. */

import { photos } from "@/words/en/counted";
import { bytes, list, many, number } from "@/words/locale";

const REASONS: Record<string, (value: string | number) => string> = {
  picked: () => "picked by you",
  collections: (value) => `in ${many(Number(value), "collection", "collections")}`,
  rating: (value) => `rated ${String(value)}`,
  pixels: (value) => String(value).replace("x", " × "),
  format: (value) => `${String(value).toUpperCase()} keeps more`,
  bytes: (value) => `${bytes(Number(value))} at equal pixels`,
  place: () => "knows where it was taken",
  camera: (value) => `names its camera, ${String(value)}`,
  oldest: () => "the earliest date",
  first: () => "nothing speaks for another one",
};

export const duplicates = {
  heading: "Duplicates",
  skip: "Skip to the content",
  loading: "Looking…",
  retry: "Try again",
  lead: "Nothing is ever deleted. What you do not keep is set aside: hidden here, whole in your library.",
  none: "No duplicates are known.",
  noneHint: "They are looked for after each backup, when nothing else is to be done.",
  aside: (count: number) => `${photos(count)} set aside so far.`,
  asideShow: "Show them",
  classes: {
    same: { heading: "The same picture", hint: "In another size or encoding, turned, greyed, or with its margin cut off." },
    similar: { heading: "Similar pictures", hint: "The next of a burst, a larger crop, an edit. Look before you decide." },
    identical: { heading: "Identical files", hint: "Listed more than once, and held once in your library. There is nothing to do." },
  },
  sum: (groups: number, size: number) => `${many(groups, "group", "groups")}, ${bytes(size)} could go out of sight`,
  spared: (groups: number, size: number) => `${many(groups, "file", "files")}, ${bytes(size)} spared`,
  accept: (groups: number) => `Accept ${many(groups, "suggestion", "suggestions")}`,
  more: "Show more",
  group: (name: string, others: number) => `${name} and ${number(others)} more`,
  suggested: "Suggested",
  because: (reasons: readonly { code: string; value: string | number }[]) =>
    `Suggested: ${list(reasons.map((one) => REASONS[one.code]?.(one.value) ?? one.code))}.`,
  keep: "Keep the suggested one",
  compare: "Compare",
  apart: "Not duplicates",
  undo: "Undo",
  undone: (what: string) => `Undone: ${what}.`,
  done: (what: string) => `${what}. Nothing was deleted.`,
  back: "All duplicates",
  gone: "This group has been dealt with.",
  sideBySide: "Side by side",
  keys: "Keys: 1 to 9 choose which one to keep, Enter keeps it and goes on, X calls them different.",
  choose: (at: number) => `Keep this one (${number(at)})`,
  keepChosen: "Keep the chosen one and go on",
  different: "differs",
  facts: {
    name: "Name",
    where: "Where",
    pixels: "Pixels",
    size: "Size",
    format: "Format",
    taken: "Taken",
    camera: "Camera",
    place: "Place",
    rating: "Rating",
    collections: "Collections",
  },
  pixels: (width: number | null, height: number | null) => (width === null || height === null ? "" : `${number(width)} × ${number(height)}`),
} as const;
