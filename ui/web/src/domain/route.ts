/** Where the page is, as its address says it: `#/` is Home, `#/timeline/34` the photo 34 over the timeline, `#/folders/12/34` the photo 34 in
 * the folder 12, `#/search?iso%3A800` a search, `#/shoots/5` the shoot 5, `#/settings` the settings. */

export interface Folders {
  page: "folders";
  /** None: the top folders of all sources. */
  folder: number | null;
  photo: number | null;
}

export interface Search {
  page: "search";
  /** As it was typed; empty: all photos. */
  query: string;
}

const BARE = ["home", "activity", "problems", "safety", "restore", "setup", "map"] as const;
const LISTED = ["timeline", "shoots", "collections", "duplicates", "statistics", "missing"] as const;

/** A page of its own, without parts that have an address. */
export interface Bare {
  page: (typeof BARE)[number];
}

/** A page with a list, and one thing of it that is open. */
export interface Listed {
  page: (typeof LISTED)[number];
  id: number | null;
}

/** Settings, and the part of them that is shown. */
export interface Settings {
  page: "settings";
  part: string | null;
}

export type Route = Bare | Folders | Search | Listed | Settings;
export type PageName = Route["page"];

const HOMELY: Bare = { page: "home" };

/** What an address names; whatever it does not understand is Home. */
export function routeOf(hash: string): Route {
  if (hash === SEARCH || hash.startsWith(`${SEARCH}?`)) return { page: "search", query: decoded(hash.slice(SEARCH.length + 1)) };
  const [name = "", ...steps] = hash.replace(/^#\//, "").split("/");
  if (name === "settings" && steps.length <= 1 && /^[a-z]*$/.test(steps[0] ?? "")) return { page: "settings", part: steps[0] ?? null };
  const numbers = steps.map(numbered);
  if (numbers.includes(null)) return HOMELY;
  const [first = null, second = null] = numbers;
  const bare = BARE.find((page) => page === name);
  if (bare !== undefined && steps.length === 0) return { page: bare };
  const listed = LISTED.find((page) => page === name);
  if (listed !== undefined && steps.length <= 1) return { page: listed, id: first };
  return name === "folders" && steps.length <= 2 ? { page: "folders", folder: first, photo: second } : HOMELY;
}

/** The address of Home. */
export const HOME = "#/";

const SEARCH = "#/search";

/** The address of a page of its own. */
export function pageAt(page: Bare["page"]): string {
  return page === "home" ? HOME : `#/${page}`;
}

/** The address of Safety. */
export const SAFETY = pageAt("safety");

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

/** The address of the settings, or of a part of them. */
export function settingsAt(part: string | null = null): string {
  return part === null ? "#/settings" : `#/settings/${part}`;
}

function numbered(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
