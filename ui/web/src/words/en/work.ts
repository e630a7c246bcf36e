/** The words of what runs, what ran and what went wrong. */

import type { Eta } from "@/domain/eta";
import { photos } from "@/words/en/counted";
import { bytes, bytesOfBytes, many, moment, number, percent } from "@/words/locale";

const PHASES: Partial<Record<string, string>> = {
  listing: "Looking for photos",
  downloading: "Copying",
  checking: "Re-reading from your drive",
  repairing: "Repairing",
  finishing: "Finishing: writing the last photos to your drive",
  thumbnails: "Making previews",
  cleaning: "Cleaning up",
  asking: "Asking the archive",
  restoring: "Copying out of the library",
  copying: "Copying the catalog",
  writing: "Writing the table",
};

const SESSIONS: Partial<Record<string, string>> = {
  scan: "Looked for photos",
  download: "Copied",
  verify: "Verified",
  repair: "Repaired",
  rebuild: "Rebuilt the catalog",
  thumbnails: "Made previews",
  cleanup: "Cleaned up",
  thaw: "Asked the archive for photos",
  export: "Copied out of the library",
  drill: "Drill: tried to bring photos back",
  catalog_copy: "Copied the catalog",
};

const OUTCOMES: Partial<Record<string, string>> = {
  running: "Running",
  complete: "Complete",
  incomplete: "Incomplete",
  waiting: "Waiting",
  cancelled: "Stopped by you",
  paused: "Paused",
  interrupted: "Interrupted",
  failed: "Failed",
};

/** Why many photos failed at once; a code that is not here is said in the server's own words. */
const CAUSES: Partial<Record<string, string>> = {
  NET_RESET: "The connection broke while they were copied.",
  NET_TRUNCATED: "The connection ended before they were complete.",
  STALLED: "The source stopped sending.",
  SIZE_MISMATCH: "The source sent another number of bytes than it had named.",
  SIZE_UNKNOWN: "Nothing says how big they are, and other bytes came each time.",
  CHANGED_UPSTREAM: "They changed at the source while they were copied.",
  CHECKSUM_DISAGREES: "What arrived does not match the source's checksum.",
  NOT_A_PHOTO: "The source sent something that is not a photo.",
  GONE_UPSTREAM: "They are listed, but the source has them no longer.",
  FORBIDDEN: "The source refuses to hand them out.",
  BAD_METADATA: "The source describes them in a way that makes no sense.",
  DAMAGED: "On your drive they no longer match their checksum.",
  EDITED: "On your drive they were edited by another program.",
  MISSING: "They are missing from your drive.",
  NO_ROOM: "The drive has no room for photos as big as these.",
  RATE_LIMIT: "The source asked to wait.",
  SERVER_ERROR: "The source had a fault of its own.",
  OFFLINE: "The source could not be reached.",
};

function timeLeft(eta: Eta): string {
  switch (eta.unit) {
    case "soon":
      return "a minute or less left";
    case "minute":
      return `about ${many(eta.count, "minute", "minutes")} left`;
    case "hour":
      return `about ${eta.count === 1 ? "an hour" : many(eta.count, "hour", "hours")} left`;
    case "day":
      return `about ${many(eta.count, "day", "days")} left`;
  }
}

export const work = {
  progress: {
    label: "Progress",
    phases: PHASES,
    found: (count: number) => (count > 0 ? `Found ${photos(count)} so far…` : "Looking for photos…"),
    percent,
    photos: (done: number, total: number) => `${number(Math.min(done, total))} of ${photos(total)}`,
    files: (done: number, total: number) => `${number(Math.min(done, total))} of ${many(total, "file", "files")}`,
    bytes: bytesOfBytes,
    timeLeft,
    grown: (count: number) => `+${number(count)} new ${count === 1 ? "photo" : "photos"} found`,
    waitingUntil: (who: string | null, iso: string, now: number) =>
      who === null ? `Waiting until ${moment(iso, now)}` : `Waiting for ${who} until ${moment(iso, now)}`,
    waiting: (reason: string | null) => reason ?? "Waiting",
    queued: "Starts in a moment…",
    starting: "Starting…",
    pausing: "Pausing after the photos that are on their way…",
    stopping: "Stopping after the photos that are on their way…",
    paused: "Paused. Everything copied so far is safe.",
    calls: (left: number, limit: number) => `${number(left)} of ${many(limit, "call", "calls")} left`,
    details: "Speed",
    speed: (perSecond: number) => `${bytes(perSecond)} a second`,
    speedUnknown: "No speed measured yet.",
    speedGraph: (low: number, high: number) => `Speed lately, between ${bytes(low)} and ${bytes(high)} a second`,
  },

  problems: {
    heading: "What needs you",
    causes: CAUSES,
    retry: "Try these again",
    retryAll: "Try all again",
    repair: "Repair from source",
    edited: "Your edits stay where they are until you say otherwise. If the originals are put back, your edits are kept aside.",
    undoEdits: "Put the originals back",
    repairing: "Repairing fetches the bytes again. The damaged ones are kept aside.",
    retrying: "Starting…",
    show: (count: number) => `Show ${count === 1 ? "the photo" : `all ${photos(count)}`}`,
    attempts: (count: number) => many(count, "attempt", "attempts"),
    next: (when: string) => `next try ${when}`,
    nextSoon: "next try soon",
    nextNever: "not tried again by itself",
    list: "Photos",
    more: "Show more",
    loading: "Loading…",
    shown: (shown: number, total: number) => `${number(shown)} of ${number(total)} shown`,
    nothing: "Nothing here any more.",
  },

  history: {
    heading: "Recent activity",
    kinds: SESSIONS,
    outcomes: OUTCOMES,
    troubled: "Finished with problems",
    none: "Nothing has run yet.",
    columns: { what: "What", when: "When", result: "Result", took: "Took" },
    copied: (count: number, size: number) => `${photos(count)} copied, ${bytes(size)}`,
    adopted: (count: number) => `${number(count)} already on your drive`,
    found: (count: number) => `${photos(count)} listed`,
    added: (count: number) => `${number(count)} new`,
    changed: (count: number) => `${number(count)} changed`,
    moved: (count: number) => `${number(count)} moved`,
    gone: (count: number) => `${number(count)} gone`,
    failed: (count: number) => `${number(count)} failed`,
    checked: (count: number) => `${many(count, "file", "files")} checked`,
    damaged: (count: number) => `${number(count)} damaged`,
    missing: (count: number) => `${number(count)} missing`,
    repaired: (count: number) => `${number(count)} repaired`,
    intact: "all intact",
    nothingNew: "nothing new",
  },
} as const;
