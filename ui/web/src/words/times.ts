/** The few words between the figures that Intl gives: of times, lengths and parts of a whole. They are needed before any catalogue. */

import { LANGUAGE } from "@/words/language";
import { pseudo } from "@/words/pseudo";

const ENGLISH = {
  locale: "en-GB", // its clock has the 24 hours of the server's sentences
  now: "just now",
  yesterday: (time: string) => `yesterday ${time}`,
  tomorrow: (time: string) => `tomorrow ${time}`,
  weekday: (day: string, time: string) => `${day} ${time}`,
  date: (date: string, time: string) => `${date}, ${time}`,
  of: (part: string, whole: string) => `${part} of ${whole}`,
  hours: "h",
  minutes: "min",
  seconds: "s",
};

const GERMAN: typeof ENGLISH = {
  locale: "de-DE",
  now: "gerade eben",
  yesterday: (time) => `gestern ${time}`,
  tomorrow: (time) => `morgen ${time}`,
  weekday: (day, time) => `${day} ${time}`,
  date: (date, time) => `${date}, ${time}`,
  of: (part, whole) => `${part} von ${whole}`,
  hours: "Std.",
  minutes: "Min.",
  seconds: "Sek.",
};

export const times: typeof ENGLISH = LANGUAGE === "de" ? GERMAN : ENGLISH;

/** What Intl says, so that the pseudo-locale covers it too. */
export const said: (text: string) => string = LANGUAGE === "pseudo" ? pseudo : (text) => text;
