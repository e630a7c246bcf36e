/** The words of the page Collections. */

import type { Collection } from "@/api/types";
import { photos } from "@/words/en/counted";

const KINDS: Record<Collection["kind"], string> = { hand: "By hand", rule: "By rule", source: "Mirror" };

export const collections = {
  heading: "Collections",
  skip: "Skip to the content",
  lead: "Albums of your own. A photo can be in several; its file stays where it is.",
  list: "Your collections",
  empty: "There are no collections yet.",
  loading: "Loading…",
  gone: "This collection is no longer there.",
  all: "All collections",
  kinds: KINDS,
  counts: (kind: Collection["kind"], count: number | null) => (count === null ? KINDS[kind] : `${KINDS[kind]} · ${photos(count)}`),
  from: (folder: string) => `Follows ${folder} and all below it.`,
  rule: (query: string) => `All photos that fit: ${query}`,
  broken: "The rule of this collection finds nothing any more.",
  noPhotos: "No photos are in it yet. Choose photos on the page Search or Missing facts, or with `holdfast collections add`.",
  make: {
    heading: "Make a collection",
    name: "Name",
    kind: "Its photos come",
    kinds: { hand: "by hand", rule: "by a rule", source: "from a folder" } satisfies Record<Collection["kind"], string>,
    query: "Rule, as in the search",
    folder: "Folder",
    make: "Make it",
    made: (name: string) => `Made “${name}”.`,
  },
  rename: "Rename",
  newName: "New name",
  save: "Save",
  remove: "Remove the collection",
  chosen: (count: number) => `${photos(count)} chosen`,
  take: "Take out",
  cover: "Make it the cover",
  earlier: "Move earlier",
  later: "Move later",
  choose: "Choose photos by their boxes, or with S, to take them out, to move them or to make one the cover.",
  addTo: "Put into a collection",
  add: "Put in",
} as const;
