/** Numbers, dates and times in the language of the catalogue, by Intl. */

import { age, length, naming } from "@/domain/ages";
import { size, sizeOfSize } from "@/domain/sizes";

/** One language so far. British English has the clock of 24 hours that the server's sentences use. */
export const LOCALE = "en-GB";

const plain = new Intl.NumberFormat(LOCALE);
const rate = new Intl.NumberFormat(LOCALE, { style: "percent" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });
const plurals = new Intl.PluralRules(LOCALE);
const together = new Intl.ListFormat(LOCALE, { type: "conjunction" });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long" });
const cameraDate = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const cameraClock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
const date = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });

export const number = (value: number) => plain.format(value);
export const percent = (value: number) => rate.format(value / 100);
export const bytes = (value: number) => size(LOCALE, value);
export const bytesOfBytes = (done: number, total: number) => sizeOfSize(LOCALE, done, total, (a, b) => `${a} of ${b}`);

/** `a, b and c`. */
export const list = (parts: readonly string[]) => together.format(parts);

/** One form of a word by number: `1 photo`, `2,000 photos`. */
export function many(count: number, one: string, other: string): string {
  return `${number(count)} ${plurals.select(count) === "one" ? one : other}`;
}

/** `12 minutes ago`. */
export function ago(iso: string, now: number): string {
  const old = age(Math.max(0, now - Date.parse(iso)));
  return old === null ? "just now" : relative.format(-old.count, old.unit);
}

/** `14:05`, `tomorrow 08:00`, `Tuesday 21:10`, `20 Nov 2026, 21:10`. */
export function moment(iso: string, now: number): string {
  const at = new Date(iso);
  const time = clock.format(at);
  switch (naming(at, new Date(now))) {
    case "today":
      return time;
    case "yesterday":
      return `yesterday ${time}`;
    case "tomorrow":
      return `tomorrow ${time}`;
    case "weekday":
      return `${weekday.format(at)} ${time}`;
    case "date":
      return `${date.format(at)}, ${time}`;
  }
}

/** `2 h 5 min`, `4 min 10 s`, `8 s`. */
export function duration(milliseconds: number): string {
  const { hours, minutes, seconds } = length(milliseconds);
  if (hours > 0) return minutes > 0 ? `${number(hours)} h ${minutes} min` : `${number(hours)} h`;
  if (minutes > 0) return seconds > 0 ? `${minutes} min ${seconds} s` : `${minutes} min`;
  return `${seconds} s`;
}

/** When a photo was taken, as the camera's clock showed it: `20 Nov 2026, 21:10`. It knew no zone, and none is added. */
export function taken(text: string): string {
  const at = new Date(`${text}Z`);
  return Number.isNaN(at.valueOf()) ? text : `${cameraDate.format(at)}, ${cameraClock.format(at)}`;
}

/** The days from one moment to another, as the watch there showed them: `14–16 Jun 2026`. */
export function days(from: string, to: string): string {
  const [first, last] = [new Date(`${from.slice(0, 10)}T00:00:00Z`), new Date(`${to.slice(0, 10)}T00:00:00Z`)];
  return first.valueOf() === last.valueOf() ? cameraDate.format(first) : cameraDate.formatRange(first, last);
}
