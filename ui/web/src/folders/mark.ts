/** Where a person was in a folder when they loaded the page again. It lives as long as the tab. */

const KEPT = "holdfast.place";

export interface Mark {
  folder: number | null;
  scrolled: number;
  active: number;
  /** How many of the folder's photos were read. */
  photos: number;
}

const found = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
const mark = found === null ? null : (JSON.parse(found) as Mark);

export function markOf(folder: number | null): Mark | undefined {
  return mark?.folder === folder ? mark : undefined;
}

export function leaveMark(left: Mark): void {
  sessionStorage.setItem(KEPT, JSON.stringify(left));
}
