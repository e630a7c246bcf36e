/** The words of Safety: what can be relied on, and why. */

import { photos } from "@/words/en/counted";
import { bytes, many, number, percent } from "@/words/locale";

const files = (count: number) => many(count, "file", "files");

export const trust = {
  heading: "Safety",
  skip: "Skip to the evidence",
  loading: "Looking…",
  more: "Show more",
  retry: "Try again",

  statement: {
    question: "Is everything here?",
    complete: (sources: number) => (sources === 1 ? "Yes: what your source lists is all accounted for." : "Yes: what your sources list is all accounted for."),
    incomplete: "Not everything yet. What is missing is named here.",
    none: "There is no source yet.",
    doubted: "Not for sure: many files are gone from your library.",
    listed: "listed",
    parts: { safe: "safe", skipped: "skipped", pending: "pending", failed: "failed" },
    checked: "Listed completely",
    never: "Never listed completely",
    exceptions: (count: number) => `${count === 1 ? "The one photo that is" : `The ${photos(count)} that are`} not safe, by reason and name`,
    gone: (count: number) => `${photos(count)} no longer listed by the source. Your ${count === 1 ? "copy stays" : "copies stay"}.`,
    states: { failed: "failed", pending: "not copied yet", skipped: "skipped", gone: "no longer listed", safe: "safe" },
    names: (state: string) => `Names: ${state}`,
    save: "Save the statement",
    saveAs: "Save the statement…",
    saving: "Writing…",
    saved: "Saved as",
    about: "A file with every figure and every name, and how to check your library without Holdfast.",
  },

  reading: {
    question: "Is it still as it was stored?",
    whole: (read: number, originals: number, days: number) =>
      read === originals ? `Yes: every file was read again within ${days} days.` : `${percentOf(read, originals)} of your files were read again within ${days} days.`,
    broken: (count: number) => `${files(count)} ${count === 1 ? "is" : "are"} not as stored.`,
    none: "Nothing is in your library yet.",
    unread: "Not read back from your drive yet. It begins by itself.",
    absent: "Many files are gone at once.",
    parts: { recent: "Read again and right", overdue: "Not for longer", never: "Not yet since written", broken: "Not as stored" },
    oldest: "Oldest reading",
    next: "Next portion",
    soon: "soon",
    lost: (count: number) => `${files(count)} of photos that no source has any more ${count === 1 ? "is" : "are"} not as stored.`,
    lostAction: "Put copies of your own in their place, if you have any.",
    conditions: { damaged: "damaged", missing: "missing" },
    holds: (originals: number, size: number) => `${files(originals)}, ${bytes(size)}`,
    library: "Your library",
    share: (share: number) => percent(share),
    check: "Check everything now",
    checking: "Checking…",
    repair: "Repair from source",
    repairing: "Starting…",
    findings: { DAMAGED: "damaged", MISSING: "missing", EDITED: "edited by you" } as Partial<Record<string, string>>,
    found: (count: number, what: string) => `${photos(count)} ${what}`,
    keepEdits: "Keep my edits, fetch the originals beside them",
    leave: "Nothing happens to them until you say so.",
  },

  part: {
    heading: "Check a part of it",
    check: "Check it now",
    starting: "Starting…",
    before: (count: number) => (count === 1 ? "Checked before, once" : `Checked before, ${number(count)} times`),
    whole: "The whole library",
    folder: (path: string) => (path === "" ? "The top folder" : `The folder ${path}`),
    sample: (share: number) => `A share of ${number(share)} in 100, at random`,
    found: (count: number, size: number, broken: number, repaired: number) =>
      `${files(count)} read, ${bytes(size)}: ${broken === 0 ? "all as stored" : `${number(broken)} not as stored${repaired === 0 ? "" : `, ${number(repaired)} put right`}`}`,
    files: (count: number) => (count === 1 ? "The file, and what to do" : "The files, and what to do"),
    list: "Files that are not as they were stored",
    since: "What was found then was read again since: Problems says what is still open.",
    results: { damaged: "Damaged.", missing: "Missing.", unreadable: "The drive cannot read it." },
    todo: {
      done: "Nothing to do: it was put right.",
      repair: "Repair from source fetches it again; the damaged bytes are kept aside.",
      edited: "It looks edited by you. Nothing happens to it until you say so, above.",
      yours: "No source has it any more. Put a copy of your own in its place, if you have one.",
    },
  },

  absent: {
    awayHint: "Connect the right drive or put the files back. Then look again; nothing is changed until then.",
    look: "Look again",
    removed: "I removed them…",
    explain: (count: number) => `${files(count)} will be fetched again from where they came, or be named as missing. To go on, type the number ${number(count)}.`,
    label: "Number of files",
    accept: "Accept",
    accepting: "Accepting…",
    back: "Leave it",
    wrong: (count: number) => `That is not ${number(count)}.`,
  },

  drill: {
    question: "Does it come back?",
    whole: (photo: number) => (photo === 1 ? "Yes: the photo that was tried came back byte for byte." : `Yes: ${number(photo)} of ${number(photo)} photos came back byte for byte.`),
    partly: (intact: number, tried: number) => `Only ${number(intact)} of ${photos(tried)} came back whole.`,
    none: "Not tried yet.",
    old: "Not tried for more than a year.",
    about: "A drill takes some of your photos through a whole restore into a folder of its own, compares every byte, and keeps the receipt.",
    when: "Last drill",
    tried: "Photos tried",
    took: "Took",
    size: "Read and written",
    now: "Try it now",
    under: "Trying…",
    receipt: "Receipt",
    intact: (size: number) => `${bytes(size)}, byte for byte`,
  },

  copies: {
    question: "What if the catalog is lost?",
    none: "There is no copy of it yet.",
    answer: (count: number) => `${many(count, "good copy", "good copies")} ${count === 1 ? "is" : "are"} kept.`,
    about: "The catalog remembers what is where. Each copy is encrypted, and is opened and read before an older one goes. Without any, your photos are still plain files.",
    newest: "Newest copy",
    size: "All copies",
    now: "Copy it now",
    under: "Copying…",
    code: "Keep your recovery code in another place than this computer: with it the catalog opens even if its key is lost.",
  },

  restore: {
    question: "How do I get them back?",
    answer: "As plain files, in any folder you like.",
    about: "Nothing in the folder is replaced. Each file is read back from there and compared, and a list of checksums lies beside them.",
    way: "Restore or export…",
  },

  library: {
    found: (path: string) => `Use it at ${path}`,
    point: "It lies here now…",
    adopt: "This is my library",
    again: "Try again",
    looking: "Looking…",
  },
} as const;

function percentOf(part: number, whole: number): string {
  // Never rounded up to all of it.
  return percent(Math.floor((100 * part) / whole));
}
