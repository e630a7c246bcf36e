/** The words of Home: the answer, the sources, the library. */

import type { MediaType, SourceKind } from "@/api/types";
import type { Action } from "@/domain/actions";
import { photos } from "@/words/en/counted";
import { bytes, list, many, number } from "@/words/locale";

const ACTIONS: Record<Action, { label: string; busy: string }> = {
  backup: { label: "Back up now", busy: "Starting…" },
  check: { label: "Check now", busy: "Starting…" },
  pause: { label: "Pause", busy: "Pausing…" },
  resume: { label: "Resume", busy: "Resuming…" },
  "resume-all": { label: "Resume", busy: "Resuming…" },
  anyway: { label: "Back up now anyway", busy: "Starting…" },
  "resume-sources": { label: "Resume", busy: "Resuming…" },
  stop: { label: "Stop", busy: "Stopping…" },
  look: { label: "See what to do", busy: "See what to do" },
};

const KINDS: Record<SourceKind, string> = { cloudinary: "Cloudinary", s3: "S3", smugmug: "SmugMug", folder: "Folder" };

const TYPES: Record<MediaType, string> = { image: "Images", video: "Videos", raw: "Other files" };

export const home = {
  actions: ACTIONS,

  pausing: {
    menu: "Pause all backups",
    hour: "For 1 hour",
    tomorrow: "Until tomorrow morning",
    open: "Until I resume",
  },

  meaning: {
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

  library: {
    heading: "Library",
    online: "Connected",
    offline: "Not connected",
    unusable: {
      LIBRARY_WRONG: "Another library lies there",
      MARKER_MISSING: "Connected, its marker is missing",
      READ_ONLY: "Connected, read-only",
      PERMISSION: "Connected, not allowed to write",
      DISK_ERROR: "Connected, does not answer as it should",
    } as Partial<Record<string, string>>,
    holds: "Holds",
    originals: (originals: number, size: number) => `${many(originals, "original", "originals")}, ${bytes(size)}`,
    verified: "Re-read since written",
    verifiedOf: (verified: number, originals: number) => `${number(verified)} of ${number(originals)}`,
    drive: "Drive",
    room: "Free space",
    lastVerify: "Last verified",
    neverVerified: "Not yet",
    verify: "Verify now",
    why: "Can I rely on it?",
    verifying: "Starting…",
  },

  types: {
    heading: "What you have",
    names: TYPES,
    safeOf: (safe: number, count: number) => `${number(safe)} of ${number(count)} safe`,
    twins: (safe: number, originals: number) => `${photos(safe)} safe in ${many(originals, "original", "originals")}: the same photo is kept once.`,
  },

  empty: {
    heading: "Where are your photos now?",
    text: "A source is an account that holds them. Adding it copies nothing yet, and Holdfast only ever reads from it.",
    add: "Add a source",
    command: "holdfast source add cloudinary NAME",
    hint: "Run this in a terminal, with a name of your choice in place of NAME. It asks for the account's key, and the source appears here.",
  },
} as const;
