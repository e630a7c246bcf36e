/** Ages and moments: how long ago something was, and when something will be. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Age {
  count: number;
  unit: "minute" | "hour" | "day" | "month" | "year";
}

/** An age in the one unit that says most; null: less than a minute. Never rounded up: 59 minutes are no hour. */
export function age(milliseconds: number): Age | null {
  const steps: [Age["unit"], number, number][] = [
    ["minute", MINUTE, 60],
    ["hour", HOUR, 24],
    ["day", DAY, 60],
    ["month", 30.44 * DAY, 24],
    ["year", 365.25 * DAY, Infinity],
  ];
  for (const [unit, length, end] of steps) {
    const count = Math.floor(milliseconds / length);
    if (count < end) return count < 1 ? null : { count, unit };
  }
  return null;
}

/** Whole days between the calendar days of two moments, as the person's own calendar has them. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (moment: Date) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** How a moment is best named: its time alone, with the day before it, or with the whole date. */
export function naming(moment: Date, now: Date): "today" | "yesterday" | "tomorrow" | "weekday" | "date" {
  const days = daysBetween(now, moment);
  if (days === 0) return "today";
  if (days === -1) return "yesterday";
  if (days === 1) return "tomorrow";
  return Math.abs(days) < 7 ? "weekday" : "date";
}

export interface Length {
  hours: number;
  minutes: number;
  seconds: number;
}

/** A duration of a finished run, in whole seconds. */
export function length(milliseconds: number): Length {
  const seconds = Math.max(0, Math.round(milliseconds / SECOND));
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60), seconds: seconds % 60 };
}
