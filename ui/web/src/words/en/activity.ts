/** The words of Activity: what runs, what ran, day by day. */

import { photos } from "@/words/en/counted";
import { bytes, day, many, number } from "@/words/locale";

export const activity = {
  heading: "Activity",
  now: "Now",
  idle: "Nothing runs.",
  idleNext: (when: string) => `The next check is due ${when}.`,
  idleSoon: "The next check is due now.",
  phasesLabel: "Phases",
  phases: { listing: "Look", downloading: "Copy", checking: "Re-read", repairing: "Repair", finishing: "Finish" },
  lanes: "Sources",
  lane: {
    waiting: (count: number) => (count === 0 ? "its turn comes" : `its turn comes, ${photos(count)} known to copy`),
    listing: (found: number) => `looking, ${photos(found)} found so far`,
    working: (done: number, total: number, size: number, whole: number) => `${number(done)} of ${photos(total)}, ${bytes(size)} of ${bytes(whole)}`,
    done: (count: number) => (count === 0 ? "done, nothing to copy" : `done, ${photos(count)} copied`),
    stopped: "stopped",
  },
  speed: "Speed",
  why: "Why it takes this long:",
  more: "All activity",
  strip: {
    heading: "The last 30 days",
    label: "The last 30 days, day by day",
    asTable: "As a table",
    columns: { day: "Day", result: "Result", checks: "Complete checks", copied: "Copied" },
    clean: "Checked completely",
    troubled: "Finished with problems",
    some: "Something ran, no complete check",
    none: "No check",
    day: (iso: string, result: string, checks: number, copied: number) => {
      const more = [checks > 0 ? many(checks, "complete check", "complete checks") : "", copied > 0 ? `${photos(copied)} copied` : ""];
      return [`${day(iso)}: ${result}`, ...more.filter((part) => part !== "")].join(", ");
    },
    date: day,
    sum: (clean: number, troubled: number) => `${many(clean, "day", "days")} with a complete check${troubled > 0 ? `, ${many(troubled, "day", "days")} with problems` : ""}`,
  },
  history: {
    heading: "What ran",
    source: "Source",
    anySource: "All sources",
    outcome: "Result",
    outcomes: { any: "All results", clean: "Complete", troubled: "With problems", short: "Ended early" },
    older: "Show older ones",
    loading: "Loading…",
    none: "Nothing ran that fits.",
    started: "Started",
    ended: "Ended",
    counts: {
      listed: "Listed", new: "New", changed: "Changed", moved: "Moved", gone: "Gone", downloaded: "Copied", adopted: "Were there already", failed: "Failed",
      checked: "Re-read", damaged: "Damaged", missing: "Missing", repaired: "Repaired", bytes: "Size",
    },
    failures: "Failed in this run and not solved yet",
    solvedSince: "What failed in it has been solved since, or was tried again later.",
  },
  log: {
    heading: "Log",
    about: "The last lines of the log. Names, places and accounts are taken out, so that it can be shown to somebody who helps.",
    empty: "The log is empty.",
    loading: "Reading the log…",
    again: "Read again",
  },
  newest: { heading: "Newest photos", all: "All photos", open: (name: string) => `Open ${name}`, label: "The photos that were taken last" },
} as const;
