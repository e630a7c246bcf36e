/** The places of photos in a grid: how many columns fit, which rows are seen, and where a key leads. */

export const GAP = 8;
const SMALLEST = 148;
/** Under each picture stands its name. */
const CAPTION = 28;

export interface Geometry {
  columns: number;
  cell: number;
  /** Of a row with the gap below it. */
  height: number;
}

/** As many columns as fit, all of one size that fills the width; at least two. */
export function geometryOf(width: number, caption = CAPTION): Geometry {
  const columns = Math.max(2, Math.floor((width + GAP) / (SMALLEST + GAP)));
  const cell = Math.max(1, (width - GAP * (columns - 1)) / columns);
  return { columns, cell, height: cell + caption + GAP };
}

export function rowsOf(photos: number, { columns }: Geometry): number {
  return Math.ceil(photos / columns);
}

export interface Rows {
  first: number;
  last: number;
}

/** The rows to draw: those that are seen, and `more` above and below. `top`: how far the grid is scrolled. */
export function seenRows(top: number, seen: number, rows: number, { height }: Geometry, more = 3): Rows {
  const first = Math.max(0, Math.floor(top / height) - more);
  const last = Math.min(rows - 1, Math.ceil((top + seen) / height) + more);
  return { first: Math.min(first, Math.max(0, rows - 1)), last };
}

/** Where a key leads from a photo, by its place in the grid; null for a key that leads nowhere. */
export function moved(key: string, at: number, photos: number, columns: number, page: number, far: boolean): number | null {
  const row = at - (at % columns);
  const places: Partial<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns < photos ? at + columns : at,
    ArrowUp: at - columns >= 0 ? at - columns : at,
    Home: far ? 0 : row,
    End: far ? photos - 1 : row + columns - 1,
    PageDown: at + page * columns,
    PageUp: at - page * columns,
  };
  const place = places[key];
  return place === undefined ? null : Math.min(Math.max(place, 0), photos - 1);
}
