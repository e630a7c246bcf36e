/** Hours of a day in the language of the page. */

import { list, LOCALE } from "@/words/locale";

const format = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });

/** `08:00`; 24 is midnight again. */
export function hourName(hour: number): string {
  return format.format(new Date(Date.UTC(2001, 0, 1, hour % 24)));
}

/** `08:00–18:00 and 22:00–00:00`. */
export function spanned(hours: readonly number[]): string {
  const sorted = [...hours].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const hour of sorted) {
    const last = spans.at(-1);
    if (last?.[1] === hour) last[1] = hour + 1;
    else spans.push([hour, hour + 1]);
  }
  return list(spans.map(([from, to]) => `${hourName(from)}–${hourName(to)}`));
}
