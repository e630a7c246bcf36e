/** Where the page is, as its address says it: `#/` is Home, `#/folders/12/34` the photo 34 in the folder 12, `#/safety` Safety,
 * `#/search?iso%3A800` a search, `#/shoots/5` the shoot 5. */

export interface Home {
  page: "home";
}

export interface Folders {
  page: "folders";
  /** None: the top folders of all sources. */
  folder: number | null;
  photo: number | null;
}

export interface Safety {
  page: "safety";
}

export interface Search {
  page: "search";
  /** As it was typed; empty: all photos. */
  query: string;
}

/** A page with a list, and one thing of it that is open. */
export interface Listed {
  page: "shoots" | "collections" | "duplicates" | "statistics" | "missing";
  id: number | null;
}

export type Route = Home | Folders | Safety | Search | Listed;

const LISTED = /^#\/(shoots|collections|duplicates|statistics|missing)(?:\/(\d{1,15}))?$/;

/** What an address names; whatever it does not understand is Home. */
export function routeOf(hash: string): Route {
  if (hash === SAFETY) return { page: "safety" };
  if (hash === SEARCH || hash.startsWith(`${SEARCH}?`)) return { page: "search", query: decoded(hash.slice(SEARCH.length + 1)) };
  const listed = LISTED.exec(hash);
  if (listed !== null) return { page: listed[1] as Listed["page"], id: numbered(listed[2]) };
  const found = /^#\/folders(?:\/(\d{1,15})(?:\/(\d{1,15}))?)?$/.exec(hash);
  if (found === null) return { page: "home" };
  const [, folder, photo] = found;
  return { page: "folders", folder: numbered(folder), photo: numbered(photo) };
}

/** The address of Home. */
export const HOME = "#/";

/** The address of Safety. */
export const SAFETY = "#/safety";

const SEARCH = "#/search";

/** The address of a search. */
export function searchFor(query: string): string {
  return query === "" ? SEARCH : `${SEARCH}?${encodeURIComponent(query)}`;
}

/** The address of a page with a list, or of one thing of it. */
export function listAt(page: Listed["page"], id: number | null = null): string {
  return id === null ? `#/${page}` : `#/${page}/${String(id)}`;
}

/** The address of a folder, and of a photo in it. */
export function addressOf(folder: number | null, photo: number | null = null): string {
  return ["#/folders", ...[folder, photo].filter((step) => step !== null)].join("/");
}

function numbered(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
