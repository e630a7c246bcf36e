import { describe, expect, it } from "vitest";

import type { Failure } from "@/api/types";
import { visible } from "@/domain/foreign";
import { joined, ordered } from "@/domain/groups";
import { words } from "@/words";

describe("text from outside", () => {
  it("shows what turns text around or hides in it", () => {
    expect(visible("a\u202egpj.exe")).toBe("a⟨U+202E⟩gpj.exe");
    expect(visible("two\nlines\u001b[31m")).toBe("two⟨U+000A⟩lines⟨U+001B⟩[31m");
    expect(visible("zero\u200bwidth\ufeff")).toBe("zero⟨U+200B⟩width⟨U+FEFF⟩");
  });

  it("leaves letters, joiners and emoji alone", () => {
    for (const text of ["IMG_0042.jpg", "صور عائلة", "👨‍👩‍👧 Ferien.heic", "می‌خواهم", "<b>bold</b>"]) expect(visible(text)).toBe(text);
  });
});

describe("causes", () => {
  const cause = (code: string, photos: number) => ({ code, photos, message: code, action: "" });

  it("come with the most photos first, and never swap places by themselves", () => {
    const groups = [cause("B", 2), cause("C", 9), cause("A", 2)];
    expect(ordered(groups).map((group) => group.code)).toEqual(["C", "A", "B"]);
    expect(ordered([...groups].reverse())).toEqual(ordered(groups));
  });

  it("are paged without naming a photo twice", () => {
    const failure = (id: number) => ({ id, photo: `${id}.jpg` }) as Failure;
    expect(joined([[failure(1), failure(2)], [failure(2), failure(3)]]).map((each) => each.id)).toEqual([1, 2, 3]);
  });
});

describe("the words", () => {
  it("know one and many", () => {
    expect(words.photos(1)).toBe("1 photo");
    expect(words.photos(48_213)).toBe("48,213 photos");
    expect(words.progress.timeLeft({ unit: "hour", count: 1 })).toBe("about an hour left");
    expect(words.progress.timeLeft({ unit: "minute", count: 20 })).toBe("about 20 minutes left");
  });

  it("never count nothing of nothing while photos are looked for", () => {
    expect(words.progress.found(0)).toBe("Looking for photos…");
    expect(words.progress.found(8_400)).toBe("Found 8,400 photos so far…");
  });
});
