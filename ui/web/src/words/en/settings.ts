/** The settings, each with its effect in one line. */

import { photos } from "@/words/en/counted";

export const settings = {
  label: "Parts of the settings",
  parts: { sources: "Sources", schedule: "Schedule and speed", library: "Library", security: "Key and recovery", appearance: "Appearance and keys", about: "About and help" },

  sources: {
    heading: "Sources",
    effect: "Where your photos are. Holdfast only reads there, and copies what is new to your library.",
    none: "No source yet. Add the account that holds your photos.",
    reading: "Reading your accounts…",
    check: "Check now",
    checking: "Asked",
    edit: "Change",
    close: "Close",
    rename: "Rename",
    renamed: (name: string) => `It is called ${name} now.`,
    key: { heading: "Key and rules", effect: "Leave the key empty to keep the present one. Another one is tried before it is kept.", present: (hint: string) => `The present key ends in ${hint.replace("…", "")}.`, missing: "Holdfast has no key for this source: type it in to go on." },
    keep: "Check and keep",
    keepNow: "Keep",
    keeping: "Keeping…",
    kept: "The key works and is kept. The next check begins now.",
    remove: "Remove…",
    removal: (name: string, folder: string, copied: boolean) =>
      copied
        ? `${name} will be backed up no more, and its key is forgotten. All its photos stay in your library, in the folder ${folder}.`
        : `${name} will be backed up no more, and its key is forgotten. Nothing of it had been copied.`,
    removeNow: "Remove this source",
    removing: "Removing…",
    stay: "Keep it",
    folder: (folder: string) => `Its photos lie in ${folder}`,
    summary: (listed: number, safe: number) => `${photos(safe)} of ${photos(listed)} safe`,
    empty: "Not looked at yet",
  },
} as const;
