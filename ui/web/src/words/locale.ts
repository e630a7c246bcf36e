/** Numbers, dates and times in the language of the catalogue, by Intl. */

import { age, length, naming } from "@/domain/ages";
import { size, sizeOfSize } from "@/domain/sizes";
import { said, times } from "@/words/times";

/** British English, German, … */
export const LOCALE = times.locale;

const plain = new Intl.NumberFormat(LOCALE);
const rate = new Intl.NumberFormat(LOCALE, { style: "percent" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });
const plurals = new Intl.PluralRules(LOCALE);
const together = new Intl.ListFormat(LOCALE, { type: "conjunction" });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long" });
const cameraDate = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const cameraClock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
const wholeDay = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const wholeMonth = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });
const date = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });

export const number = (value: number) => plain.format(value);
export const percent = (value: number) => rate.format(value / 100);
export const bytes = (value: number) => said(size(LOCALE, value));
export const bytesOfBytes = (done: number, total: number) => said(sizeOfSize(LOCALE, done, total, times.of));

/** `a, b and c`. */
export const list = (parts: readonly string[]) => together.format(parts);

/** One form of a word by number: `1 photo`, `2,000 photos`. */
export function many(count: number, one: string, other: string): string {
  return `${number(count)} ${plurals.select(count) === "one" ? one : other}`;
}

/** `12 minutes ago`. */
export function ago(iso: string, now: number): string {
  const old = age(Math.max(0, now - Date.parse(iso)));
  return said(old === null ? times.now : relative.format(-old.count, old.unit));
}

/** `14:05`, `tomorrow 08:00`, `Tuesday 21:10`, `20 Nov 2026, 21:10`. */
export function moment(iso: string, now: number): string {
  return said(momentOf(new Date(iso), new Date(now)));
}

function momentOf(at: Date, now: Date): string {
  const time = clock.format(at);
  switch (naming(at, now)) {
    case "today":
      return time;
    case "yesterday":
      return times.yesterday(time);
    case "tomorrow":
      return times.tomorrow(time);
    case "weekday":
      return times.weekday(weekday.format(at), time);
    case "date":
      return times.date(date.format(at), time);
  }
}

/** `2 h 5 min`, `4 min 10 s`, `8 s`. */
export function duration(milliseconds: number): string {
  const { hours, minutes, seconds } = length(milliseconds);
  const parts = hours > 0 ? [hoursOf(hours), minutesOf(minutes)] : [minutesOf(minutes), secondsOf(seconds)];
  return said(parts.filter((part) => part !== null).join(" ") || `0 ${times.seconds}`);
}

const figure = (unit: string) => (count: number) => (count > 0 ? `${number(count)} ${unit}` : null);
const [hoursOf, minutesOf, secondsOf] = [figure(times.hours), figure(times.minutes), figure(times.seconds)];

/** When a photo was taken, as the camera's clock showed it: `20 Nov 2026, 21:10`. It knew no zone, and none is added. */
export function taken(text: string): string {
  const at = new Date(`${text}Z`);
  return Number.isNaN(at.valueOf()) ? text : said(times.date(cameraDate.format(at), cameraClock.format(at)));
}

/** A day of the calendar: `20 Nov 2026`. */
export const day = (iso: string) => said(cameraDate.format(new Date(`${iso}T00:00:00Z`)));

/** The days from one moment to another, as the watch there showed them: `14–16 Jun 2026`. */
export function days(from: string, to: string): string {
  const [first, last] = [new Date(`${from.slice(0, 10)}T00:00:00Z`), new Date(`${to.slice(0, 10)}T00:00:00Z`)];
  return said(first.valueOf() === last.valueOf() ? cameraDate.format(first) : cameraDate.formatRange(first, last));
}

/** `Friday, 14 June 2019`, of a day counted since 1970. */
export const dayOf = (day: number): string => said(wholeDay.format(day * 86_400_000));

/** `June 2019`, of any of its days. */
export const monthOf = (day: number): string => said(wholeMonth.format(day * 86_400_000));
