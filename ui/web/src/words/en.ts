/** Every word of the page. A second language is a second file of this shape. */

import type { MediaType, PhotoState, SourceKind, State, Strength } from "@/api/types";
import type { Action } from "@/domain/actions";
import type { Eta } from "@/domain/eta";
import { bytes, bytesOfBytes, list, many, moment, number, percent } from "@/words/locale";

const STATES: Record<State, string> = {
  safe: "Safe",
  working: "Working",
  waiting: "Waiting",
  paused: "Paused",
  attention: "Attention",
  problem: "Problem",
};

const ACTIONS: Record<Action, { label: string; busy: string }> = {
  backup: { label: "Back up now", busy: "Starting…" },
  check: { label: "Check now", busy: "Starting…" },
  pause: { label: "Pause", busy: "Pausing…" },
  resume: { label: "Resume", busy: "Resuming…" },
  "resume-sources": { label: "Resume", busy: "Resuming…" },
  stop: { label: "Stop", busy: "Stopping…" },
  look: { label: "See what to do", busy: "See what to do" },
};

const KINDS: Record<SourceKind, string> = { cloudinary: "Cloudinary", s3: "S3", smugmug: "SmugMug", folder: "Folder" };

const TYPES: Record<MediaType, string> = { image: "Images", video: "Videos", raw: "Other files" };

const PHASES: Partial<Record<string, string>> = {
  listing: "Looking for photos",
  downloading: "Copying",
  checking: "Re-reading from your drive",
  repairing: "Repairing",
  finishing: "Finishing: writing the last photos to your drive",
  thumbnails: "Making previews",
  cleaning: "Cleaning up",
  asking: "Asking the archive",
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
  MISSING: "They are missing from your drive.",
  NO_ROOM: "The drive has no room for photos as big as these.",
  RATE_LIMIT: "The source asked to wait.",
  SERVER_ERROR: "The source had a fault of its own.",
  OFFLINE: "The source could not be reached.",
};

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

const photos = (count: number) => many(count, "photo", "photos");

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

export const words = {
  name: "Holdfast",
  states: STATES,
  title: (state: State) => `${STATES[state]} · Holdfast`,
  skip: "Skip to your sources",
  regions: { status: "Status" },

  actions: ACTIONS,

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

  worker: {
    missing: "Nothing is backed up by itself: Holdfast's background service is not running.",
    queued: "Nobody works on this yet: Holdfast's background service is not running.",
    start: "Start it in a terminal:",
    command: "holdfast daemon start",
  },

  safety: {
    question: "What does “safe” mean?",
    answer:
      "A photo is safe when it was downloaded, its size and checksum were compared with what the source declares, and it was written to your " +
      "drive for good. Later it is read from the drive once more and compared again; Verify now does that at once.",
    verified: (verified: number, originals: number) =>
      originals === 0 ? "Nothing is on your drive yet." : `${number(verified)} of ${many(originals, "original", "originals")} on your drive were re-read since they were written.`,
    evidence: (parts: readonly string[]) => `Of the safe photos, ${list(parts)}.`,
    names: {
      pending: "Known, not copied yet. Nothing to do: the next backup copies it.",
      failed: "Could not be copied or no longer matches. It is listed under “What needs you”.",
      skipped: "Left out by a rule, or put away in an archive. The sources say which.",
      gone: "No longer at the source. Your copy stays.",
    },
  },

  counts: { listed: "Listed", safe: "Safe", pending: "Pending", failed: "Failed", skipped: "Skipped", gone: "Gone" },
  photos,
  number,
  size: bytes,

  sources: {
    heading: "Sources",
    kinds: KINDS,
    lastCheck: "Last complete check",
    neverChecked: "Not checked completely yet",
    stale: "too long ago to be sure",
    nextCheck: (when: string) => `Next check ${when}`,
    nextSoon: "Next check is due now",
    paused: "Paused",
    waitUntil: (when: string) => `Waits until ${when}, as the source asked`,
    pause: (name: string) => `Pause ${name}`,
    resume: (name: string) => `Resume ${name}`,
    gone: (count: number) => `${photos(count)} no longer at the source; your ${count === 1 ? "copy stays" : "copies stay"}.`,
    bar: (safe: number, listed: number) => `${number(safe)} of ${number(listed)} safe`,
    empty: "No photos found here yet.",
    calls: (left: number, limit: number) => `${number(left)} of ${many(limit, "call", "calls")} left`,
    callsEnough: (when: string) => `so the next check finishes about ${when}`,
  },

  skipped: {
    question: (count: number) => `Why ${count === 1 ? "is one photo" : `are ${photos(count)}`} skipped?`,
    of: "of",
  },

  held: {
    look: "Look at the account first. If the photos are really meant to be gone, say so here.",
    review: "They are meant to be gone…",
    explain: (count: number) =>
      `${photos(count)} will be shown as gone at the source. Your copies stay in the library. To go on, type the number ${number(count)}.`,
    label: "Number of photos",
    accept: "Accept",
    accepting: "Accepting…",
    back: "Keep waiting",
    wrong: (count: number) => `That is not ${number(count)}.`,
  },

  problems: {
    heading: "What needs you",
    causes: CAUSES,
    retry: "Try these again",
    retryAll: "Try all again",
    repair: "Repair from source",
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

  library: {
    heading: "Library",
    online: "Connected",
    offline: "Not connected",
    holds: "Holds",
    originals: (originals: number, size: number) => `${many(originals, "original", "originals")}, ${bytes(size)}`,
    verified: "Re-read since written",
    verifiedOf: (verified: number, originals: number) => `${number(verified)} of ${number(originals)}`,
    drive: "Drive",
    room: "Free space",
    lastVerify: "Last verified",
    neverVerified: "Not yet",
    verify: "Verify now",
    verifying: "Starting…",
  },

  types: {
    heading: "What you have",
    names: TYPES,
    safeOf: (safe: number, count: number) => `${number(safe)} of ${number(count)} safe`,
    twins: (safe: number, originals: number) => `${photos(safe)} safe in ${many(originals, "original", "originals")}: the same photo is kept once.`,
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

  empty: {
    heading: "Where are your photos now?",
    text: "A source is an account that holds them. Adding it copies nothing yet, and Holdfast only ever reads from it.",
    command: "holdfast source add cloudinary NAME",
    hint: "Run this in a terminal, with a name of your choice in place of NAME. It asks for the account's key, and the source appears here.",
  },

  nav: { label: "Pages", home: "Home", photos: "Photos" },

  folders: {
    heading: "Photos",
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
    taken: "Taken",
    modified: "Changed at the source",
    dimensions: "Dimensions",
    pixels: ({ width, height }: { width: number; height: number }) => `${number(width)} × ${number(height)}`,
    size: "Size",
    type: "Type",
    location: "Place",
    coordinates: ({ latitude, longitude }: { latitude: number; longitude: number }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`,
    lies: "In your library",
    origins: (count: number) => `Kept once, also found in ${many(count, "other place", "other places")}`,
    notReread: "Not read from your drive again since it was written.",
    reread: (age: string) => `Read from your drive again and right, ${age}.`,
    kept: "Your copy stays.",
    original: "Show original",
    preview: "Show preview",
    save: "Save a copy",
    cloud: "Download from the cloud",
  },

  signIn: {
    opening: "Opening Holdfast…",
    heading: "Please open Holdfast again",
    text: "This page is signed out. Open Holdfast from your applications, or run this in a terminal:",
    command: "holdfast open",
    reload: "Try again",
  },

  lost: {
    sentence: "Holdfast is not answering.",
    detail: "This page tries again by itself. Backups go on as long as the background service runs.",
    last: (age: string, sentence: string) => `This page tries again by itself. Last heard ${age}: ${sentence}`,
  },

  broken: {
    sentence: "Something on this page went wrong.",
    detail: "Your photos and backups are not affected. Load the page again; if it comes back, please report it.",
    reload: "Load again",
  },

  notice: { dismiss: "Dismiss", unexpected: "Holdfast gave an answer this page does not understand.", offline: "Holdfast is not answering. Please try again." },

  copy: { label: (what: string) => `Copy ${what}`, done: "Copied", failed: "Could not copy" },
  theme: { label: "Appearance", auto: "Auto", light: "Light", dark: "Dark" },
} as const;
