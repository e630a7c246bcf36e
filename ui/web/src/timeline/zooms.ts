/** Four sizes of pictures. */

const HEIGHTS = [104, 168, 236, 340] as const;
export const ZOOMS = HEIGHTS.length;
export const USUAL = 1;
/** From this size on each day has a heading of its own. */
const DAYS = 2;
/** So many pictures at once at most, were they square: telephones' portraits are twice as many, and stay within the nodes that there are. */
const AT_ONCE = 72;

/** How high rows are; never so low that more photos are seen than there are nodes. */
export function heightOf(zoom: number, width: number, view: number): number {
  const wished = HEIGHTS[zoom] ?? HEIGHTS[USUAL];
  return Math.round(Math.max(Math.min(wished, width / 1.4), Math.sqrt((width * view) / AT_ONCE)));
}

export function isByMonth(zoom: number): boolean {
  return zoom < DAYS;
}
