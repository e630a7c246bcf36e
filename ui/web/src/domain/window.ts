/** Which rows of a long list are drawn: those that are seen, and a few around them. */

export interface Seen {
  first: number;
  /** One behind the last. */
  end: number;
}

const AROUND = 6;

export function seenRows(scrolled: number, height: number, row: number, count: number): Seen {
  const first = Math.max(0, Math.floor(scrolled / row) - AROUND);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrolled + height) / row) + AROUND) };
}
