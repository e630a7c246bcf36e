/** What is known of the photo that is looked at and of its neighbours, so that the next one is there before it is asked for. */

import { useSyncExternalStore } from "react";

import { get } from "@/api/client";
import type { PhotoInFull } from "@/api/types";

export interface Known {
  whole: PhotoInFull | null;
  /** Why it could not be read. */
  error: unknown;
}

export type Person = NonNullable<PhotoInFull["facts"]>["person"];

const NOTHING: Known = { whole: null, error: null };
const known = new Map<number, Known>();
/** The same as it was read, without what was only supposed. */
const sure = new Map<number, Known>();
const asked = new Map<number, AbortController>();
let version = 0;
const hearers = new Set<() => void>();

/** Reads these photos; what is not wanted any more is let go, also what is on its way. */
export function want(photos: readonly number[]): void {
  for (const [photo, stop] of asked) if (!photos.includes(photo)) stop.abort();
  for (const photo of [...known.keys()]) if (!photos.includes(photo)) [known, sure].forEach((one) => one.delete(photo));
  for (const photo of photos) if (!known.has(photo) && !asked.has(photo)) read(photo);
}

/** Something was done: all of them are read again. What is shown stays until then. */
export function again(): void {
  for (const photo of new Set([...known.keys(), ...asked.keys()])) {
    asked.get(photo)?.abort();
    read(photo);
  }
}

/** Shows at once what was just said of a photo; reading it again confirms it, or takes it back. */
export function suppose(photo: number, said: Partial<Person>): void {
  const whole = known.get(photo)?.whole;
  if (whole?.facts == null) return;
  const rating = said.rating === undefined ? {} : { rating: said.rating };
  const facts = { ...whole.facts, person: { ...whole.facts.person, ...said }, shown: { ...whole.facts.shown, ...rating } };
  keep(photo, { whole: { ...whole, facts }, error: null });
}

/** What was supposed did not come true. */
export function unsay(): void {
  for (const [photo, read] of sure) keep(photo, read);
}

/** What is known of a photo now. */
export function knownOf(photo: number): Known {
  return known.get(photo) ?? NOTHING;
}

export function useKnown(photo: number): Known {
  return useSyncExternalStore(hear, () => knownOf(photo));
}

/** Grows whenever anything more is known. */
export function useVersion(): number {
  return useSyncExternalStore(hear, () => version);
}

function read(photo: number): void {
  const stop = new AbortController();
  asked.set(photo, stop);
  void get<PhotoInFull>(`/api/photos/${photo}`, stop.signal)
    .then((whole) => ({ whole, error: null }), (error: unknown) => ({ whole: null, error }))
    .then((answer) => {
      if (asked.get(photo) === stop) asked.delete(photo);
      if (stop.signal.aborted) return;
      sure.set(photo, answer);
      keep(photo, answer);
    });
}

function keep(photo: number, answer: Known): void {
  known.set(photo, answer);
  version += 1;
  hearers.forEach((hearer) => hearer());
}

function hear(hearer: () => void): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}
