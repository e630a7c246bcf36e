/** The words of Problems: cards, each with what happened, what it concerns, what was done already and one button. */

import type { Card } from "@/api/types";
import { photos } from "@/words/en/counted";
import { list, many, moment, number } from "@/words/locale";

const SUBJECTS: Record<Card["subject"], string> = {
  photos: "Photos",
  source: "Source",
  held: "Source",
  stale: "Source",
  library: "Library",
  reading: "Library",
  lost: "Library",
  drill: "Drill",
};

const SOLVED: Partial<Record<string, string>> = {
  copied: "They were copied.",
  repaired: "The bytes were fetched again and are right.",
  left: "They are not to be copied any more: gone at the source, or left out.",
  signed_in: "You signed in again.",
  answers: "The source answers again.",
  accepted: "You said that they are meant to be gone.",
  back: "The photos are there again.",
  checked: "The source was checked completely.",
  usable: "The library can be used again.",
  read: "The library was read through.",
  there: "The files are right again.",
  drilled: "A drill brought all photos back.",
};

/** What was done already, by the subject. */
const DONE: Record<Exclude<Card["subject"], "photos">, string> = {
  source: "The other sources go on. What is copied stays safe.",
  held: "All copies were kept, and nothing was changed.",
  stale: "What is copied stays safe.",
  library: "Nothing is lost: what was not written yet is copied when the library is back.",
  reading: "Nothing was marked missing.",
  lost: "Every source was asked for them.",
  drill: "Your library was not changed.",
};

const KEY_PARTS: Partial<Record<string, string>> = {
  api_key: "API key",
  api_secret: "API secret",
  access_key_id: "Access key ID",
  secret_access_key: "Secret access key",
};

function next(iso: string | null, now: number): string {
  if (iso === null) return "They are not tried again by themselves.";
  return Date.parse(iso) <= now ? "They are tried again with the next backup." : `They are tried again by themselves: ${moment(iso, now)}.`;
}

export const cards = {
  heading: "Problems",
  summary: (needed: number) => (needed === 0 ? "Nothing needs you." : `${many(needed, "thing needs", "things need")} you.`),
  calm: "Nothing needs you",
  calmText: "When something does, it stands here with the one thing to do about it. What mends itself goes from here by itself.",
  passing: "Passes by itself",
  known: "You know of these",
  solved: (count: number) => `Solved in the last 90 days (${number(count)})`,
  subjects: SUBJECTS,
  affected: (count: number, names: readonly string[]) => {
    const rest = count - names.length;
    return list(rest > 0 ? [...names, rest === 1 ? "1 more" : `${number(rest)} more`] : names);
  },
  count: photos,
  waiting: (count: number) => `${photos(count)} ${count === 1 ? "waits" : "wait"} for it.`,
  tried: (attempts: number, last: string, following: string | null, now: number) => `Tried ${attempts === 1 ? "once" : `up to ${number(attempts)} times`}, last time ${moment(last, now)}. ${next(following, now)}`,
  done: DONE,
  nothing: (iso: string | null, now: number) => (iso === null || Date.parse(iso) <= now ? "Nothing to do, it is tried again by itself." : `Nothing to do, it is tried again by itself: ${moment(iso, now)}.`),
  know: "I know",
  knowing: "Noted…",
  unknow: "Count it again",
  knownSince: (when: string) => `You know of this since ${when}. It comes back if more is concerned.`,
  look: "Look again",
  looking: "Looking…",
  backup: "Back up now",
  verify: "Verify now",
  drill: "Try it again",
  starting: "Starting…",
  details: "Details",
  code: "Code",
  since: "Since",
  said: "What was said",
  advice: "What can be done",
  copied: (code: string, since: string, message: string, action: string) => `${code} · ${since} · ${message} · ${action}`,
  signIn: {
    open: "Sign in again",
    heading: (name: string) => `A new key for ${name}`,
    about: "The source is asked at once whether it takes the key. Only then it is kept, and it can only read.",
    parts: KEY_PARTS,
    keep: "Sign in",
    asking: "Asking the source…",
    back: "Not now",
  },
  list: {
    label: (what: string) => `Photos: ${what}`,
    show: (count: number) => (count === 1 ? "Show the photo" : `Show all ${photos(count)}`),
    filter: "Find by name",
    all: (count: number) => `All ${number(count)}`,
    choose: (name: string) => `Choose ${name}`,
    chosen: (count: number) => `${number(count)} chosen`,
    retry: "Retry these",
    retrying: "Starting…",
    asked: "They are being tried again.",
    export: "Save as table…",
    exporting: "Saving…",
    exported: "Saved as",
    none: "No photo has such a name.",
    loading: "Loading…",
  },
  solvedTitle: (count: number, why: string) => `${photos(count)}: ${why}`,
  solvedBy: (how: string) => SOLVED[how] ?? "It is there no more.",
  solvedAt: (when: string, began: string) => `Solved ${when}; it began ${began}.`,
  open: "All problems",
  openCount: (count: number) => `All ${number(count)} causes`,
  badge: (count: number) => `${count === 1 ? "1 needs" : `${number(count)} need`} you`,
} as const;
