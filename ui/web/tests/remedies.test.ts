import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Card } from "@/api/types";
import { type Remedy, remedyOf, sorted } from "@/domain/remedies";
import { seenRows } from "@/domain/window";
import { words as german } from "@/words/de";
import { words as english } from "@/words/en";

const ERRORS = new URL("../../../daemon/holdfast/errors/", import.meta.url);
const codesIn = (file: string) => [...readFileSync(new URL(file, ERRORS), "utf8").matchAll(/^ {4}code = "(\w+)"/gm)].map((found) => found[1] ?? "");

/** Every card that there can be: each code of the catalogue of errors where it can stand, and the cards that have a code of their own. */
const CATALOGUE: [Card["subject"], string][] = [
  ...codesIn("photo.py").map((code): [Card["subject"], string] => ["photos", code]),
  ...codesIn("library.py").flatMap((code): [Card["subject"], string][] => [["library", code], ["photos", code]]),
  ...codesIn("source.py").map((code): [Card["subject"], string] => ["source", code]),
  ["held", "EMPTY_LISTING"],
  ["held", "MASS_GONE"],
  ["stale", "STALE"],
  ["reading", "LIBRARY_WRONG"],
  ["lost", "LOST_FILES"],
  ["drill", "DRILL_FAILED"],
];

/** The words on the button of each way on; for `wait` the sentence that nothing is to be done. */
function label(words: typeof german, remedy: Remedy): string {
  const { cards, problems } = words;
  const labels: Record<Remedy, string> = {
    retry: problems.retry, repair: problems.repair, edited: problems.undoEdits, "sign-in": cards.signIn.open, accept: words.held.review, library: cards.look,
    absent: words.trust.absent.look, look: cards.look, backup: cards.backup, verify: cards.verify, drill: cards.drill, wait: cards.nothing(null, 0),
  };
  return labels[remedy];
}

const card = (subject: Card["subject"], code: string, more: Partial<Card> = {}): Card => ({
  id: 1, subject, code, source_id: null, source: null, message: "", action: "", photos: 0, passes: false, since: null, known_at: null, tries: null, ...more,
});

describe("the catalogue of errors", () => {
  it("is read whole", () => {
    expect(CATALOGUE.length).toBeGreaterThan(50);
    expect(codesIn("source.py")).toContain("AUTH_REVOKED");
  });

  it.each(CATALOGUE)("%s %s has a button, or says that nothing is to be done, in every language", (subject, code) => {
    for (const passes of [false, true]) {
      const remedy = remedyOf({ subject, code, passes });
      if (remedy === "wait") expect(passes).toBe(true);
      expect(label(english, remedy)).toMatch(/\w/);
      expect(label(german, remedy)).toMatch(/\w/);
      if (remedy !== "drill") expect(label(german, remedy)).not.toBe(label(english, remedy));
    }
  });

  it("says when what passes by itself is tried again", () => {
    expect(english.cards.nothing("2026-11-21T14:05:00", Date.parse("2026-11-21T12:00:00"))).toBe("Nothing to do, it is tried again by itself: 14:05.");
  });
});

describe("cards", () => {
  it("stand in the order of interest: what stops all, then what concerns most", () => {
    const cards = [
      card("photos", "STALLED", { id: 1, photos: 3 }), card("photos", "FORBIDDEN", { id: 2, photos: 9 }), card("library", "DISK_FULL", { id: 3 }),
      card("source", "OFFLINE", { id: 4, passes: true }), card("photos", "NO_ROOM", { id: 5, known_at: "2026-11-20T00:00:00Z" }),
    ];
    const { needed, passing, known } = sorted(cards);
    expect([needed, passing, known].map((group) => group.map(({ id }) => id))).toEqual([[3, 2, 1], [4], [5]]);
  });
});

describe("a long list", () => {
  it("draws what is seen and a little around it, wherever it stands", () => {
    expect(seenRows(0, 400, 50, 10_000)).toEqual({ first: 0, end: 14 });
    expect(seenRows(250_000, 400, 50, 10_000)).toEqual({ first: 4_994, end: 5_014 });
    expect(seenRows(500_000, 400, 50, 10_000)).toEqual({ first: 9_994, end: 10_000 });
    expect(seenRows(0, 400, 50, 3)).toEqual({ first: 0, end: 3 });
  });
});
