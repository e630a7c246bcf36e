/** The words of folders and photos, and of their counts. */

import type { PhotoState, Strength } from "@/api/types";
import { photos } from "@/words/en/counted";
import { bytes, many, number } from "@/words/locale";

const PHOTO_STATES: Record<PhotoState, string> = {
  safe: "Safe",
  pending: "Not copied yet",
  failed: "Failed",
  skipped: "Skipped",
  gone: "No longer at the source",
};

const STRENGTHS: Record<Strength, string> = {
  md5: "compared by checksum",
  full: "compared by checksum",
  composite: "compared by checksums of its parts",
  size: "compared by size only",
  none: "with nothing to compare it with",
};

export const browse = {
  counts: { listed: "Listed", safe: "Safe", pending: "Pending", failed: "Failed", skipped: "Skipped", gone: "Gone" },

  photos,
  number,
  size: bytes,

  folders: {
    heading: "Folders",
    skip: "Skip to the photos",
    way: "Where you are",
    folders: "Folders",
    grid: (count: number, more: boolean) => (more ? `The first ${photos(count)}` : photos(count)),
    /** What lies right in a folder. */
    counts: (count: number, folders: number) =>
      folders === 0 ? photos(count) : [many(folders, "folder", "folders"), count > 0 ? `${photos(count)} here` : ""].filter((part) => part !== "").join(" · "),
    /** What lies in a folder and all below it. */
    below: (count: number, folders: number) => [photos(count), folders > 0 ? many(folders, "folder", "folders") : ""].filter((part) => part !== "").join(" · "),
    listed: (age: string) => `listed completely ${age}`,
    unnamed: "(no name)",
    look: "Look for new photos",
    looking: "Starting…",
    loading: "Loading…",
    empty: "There are no photos in this folder.",
    nothing: "There are no photos yet. As soon as a source has been looked at, its folders appear here.",
    gone: "This folder is no longer there.",
    all: "All folders",
    states: PHOTO_STATES,
    strengths: STRENGTHS,
    weak: "size only",
    noPicture: "No preview",
  },

  viewer: {
    previous: "Previous photo",
    next: "Next photo",
    close: "Close",
    picture: "The photo",
    gone: "This photo is no longer there.",
    nameless: "No photo",
    source: "Folder",
    modified: "Changed at the source",
    dimensions: "Dimensions",
    pixels: ({ width, height }: { width: number; height: number }) => `${number(width)} × ${number(height)}`,
    size: "Size",
    type: "Type",
    lies: "In your library",
    origins: (count: number) => `Kept once, also found in ${many(count, "other place", "other places")}`,
    notReread: "Not read from your drive again since it was written.",
    reread: (age: string) => `Read from your drive again and right, ${age}.`,
    kept: "Your copy stays.",
    original: "Show original",
    preview: "Show preview",
    save: "Save a copy",
    cloud: "Download from the cloud",
    saveAs: "Save a copy…",
    cloudAs: "Download from the cloud…",
    saving: "Saving…",
    saved: "Saved as",
  },
} as const;
