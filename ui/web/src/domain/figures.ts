/** The arithmetic of the charts: months without photos, levels of a heat map, and where a day stands in it. */

export interface Span {
  name: string;
  photos: number;
  bytes: number;
}

const DAY = 86_400_000;

/** All years from the first to the last one, those without photos too; at most the last `most`. */
export function everyYear(spans: readonly Span[], most: number): Span[] {
  const first = Number(spans[0]?.name);
  const last = Number(spans.at(-1)?.name);
  if (spans.length === 0) return [];
  const known = new Map(spans.map((span) => [Number(span.name), span]));
  const from = Math.max(first, last - most + 1);
  return Array.from({ length: last - from + 1 }, (_, at) => known.get(from + at) ?? { name: named(from + at), photos: 0, bytes: 0 });
}

/** The twelve months of a year. */
export function everyMonth(spans: readonly Span[], year: string): Span[] {
  const known = new Map(spans.map((span) => [span.name, span]));
  return Array.from({ length: 12 }, (_, at) => {
    const name = `${year}-${String(at + 1).padStart(2, "0")}`;
    return known.get(name) ?? { name, photos: 0, bytes: 0 };
  });
}

const named = (year: number) => String(year).padStart(4, "0");

/** One day of a heat map: its week and its weekday, Monday first. */
export interface Day {
  name: string;
  photos: number;
  week: number;
  weekday: number;
}

/** All days of a year, those without photos too. */
export function everyDay(year: number, spans: readonly Span[]): Day[] {
  const known = new Map(spans.map((span) => [span.name, span.photos]));
  const begin = Date.parse(`${named(year)}-01-01T00:00:00Z`);
  const end = Date.parse(`${named(year)}-12-31T00:00:00Z`);
  const shift = (new Date(begin).getUTCDay() + 6) % 7;
  return Array.from({ length: (end - begin) / DAY + 1 }, (_, at) => {
    const name = new Date(begin + at * DAY).toISOString().slice(0, 10);
    return { name, photos: known.get(name) ?? 0, week: Math.floor((at + shift) / 7), weekday: (at + shift) % 7 };
  });
}

export const LEVELS = 4;

/** The least number of photos of each level above nothing: a quarter of all days with photos falls into each. */
export function levels(days: readonly { photos: number }[]): number[] {
  const counts = days.map((day) => day.photos).filter((photos) => photos > 0);
  counts.sort((a, b) => a - b);
  if (counts.length === 0) return [];
  const marks = Array.from({ length: LEVELS }, (_, at) => counts[Math.floor((at * counts.length) / LEVELS)] ?? 1);
  return [...new Set(marks)];
}

/** 0: nothing; else which of the levels. */
export function levelOf(photos: number, marks: readonly number[]): number {
  return photos === 0 ? 0 : marks.filter((mark) => photos >= mark).length;
}

/** The day that an arrow key leads to: up and down a day, sideways a week. */
export function moved(at: number, key: string, count: number): number {
  const steps: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7, Home: -at, End: count };
  return Math.min(count - 1, Math.max(0, at + (steps[key] ?? 0)));
}
