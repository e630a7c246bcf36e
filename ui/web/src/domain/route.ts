/** Where the page is, as its address says it: `#/` is Home, `#/folders/12/34` the photo 34 in the folder 12, `#/safety` Safety. */

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

export type Route = Home | Folders | Safety;

/** What an address names; whatever it does not understand is Home. */
export function routeOf(hash: string): Route {
  if (hash === SAFETY) return { page: "safety" };
  const found = /^#\/folders(?:\/(\d{1,15})(?:\/(\d{1,15}))?)?$/.exec(hash);
  if (found === null) return { page: "home" };
  const [, folder, photo] = found;
  return { page: "folders", folder: numbered(folder), photo: numbered(photo) };
}

/** The address of Home. */
export const HOME = "#/";

/** The address of Safety. */
export const SAFETY = "#/safety";

/** The address of a folder, and of a photo in it. */
export function addressOf(folder: number | null, photo: number | null = null): string {
  return ["#/folders", ...[folder, photo].filter((step) => step !== null)].join("/");
}

function numbered(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
