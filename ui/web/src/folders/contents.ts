/** What was read of folders, kept so that coming back to one finds it as it was left. */

import { get } from "@/api/client";
import type { Contents } from "@/api/types";

const PAGE = 400;
const KEPT = 12;

export interface Place {
  contents: Contents;
  /** How far the page was scrolled, and which photo had the focus. */
  scrolled: number;
  active: number;
}

const places = new Map<number, Place>();
/** The top folders have no number of their own. */
const keyOf = (folder: number | null) => folder ?? 0;

export function placeOf(folder: number | null): Place | undefined {
  return places.get(keyOf(folder));
}

/** Remembers a folder as it is; the one that was left longest ago is forgotten. */
export function keepPlace(folder: number | null, place: Place): void {
  places.delete(keyOf(folder));
  places.set(keyOf(folder), place);
  for (const key of places.keys()) if (places.size > KEPT) places.delete(key);
}

/** The first page of a folder, at least as long as what is known of it. */
export function firstPage(folder: number | null, known = 0): Promise<Contents> {
  if (folder === null) return get<Contents>("/api/folders");
  return get<Contents>(`/api/folders?id=${folder}&limit=${Math.min(1000, Math.max(PAGE, known))}`);
}

/** A folder's first pages, until so many photos are read. */
export async function firstPages(folder: number | null, photos: number): Promise<Contents> {
  let read = await firstPage(folder, photos);
  while (folder !== null && read.next !== null && read.photos.length < photos) read = joined(read, await nextPage(folder, read.next));
  return read;
}

/** The page after what is known. */
export function nextPage(folder: number, after: string): Promise<Contents> {
  return get<Contents>(`/api/folders?id=${folder}&limit=${PAGE}&after=${after}`);
}

/** What is known, with a page more at its end. */
export function joined(known: Contents, more: Contents): Contents {
  return { ...more, folders: [...known.folders, ...more.folders], photos: [...known.photos, ...more.photos] };
}

/** A first page read again, put in the place of the old one; what was known beyond it stays. */
export function renewed(known: Contents | null, fresh: Contents): Contents {
  if (known === null || fresh.next === null || known.photos.length <= fresh.photos.length) return fresh;
  const last = fresh.photos.at(-1)?.id;
  const from = known.photos.findIndex((photo) => photo.id === last);
  if (from < 0) return fresh;
  return { ...fresh, photos: [...fresh.photos, ...known.photos.slice(from + 1)], next: known.next };
}
