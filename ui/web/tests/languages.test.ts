import { describe, expect, it } from "vitest";

import { words as german } from "@/words/de";
import { words as english } from "@/words/en";
import { settled } from "@/words/language";
import { pseudo } from "@/words/pseudo";
import { translator } from "@/words/sentences";

describe("the language", () => {
  it("is the first of the system's that Holdfast speaks, unless the person chose one", () => {
    expect(settled("auto", ["fr-FR", "de-AT", "en-US"])).toBe("de");
    expect(settled("auto", ["en-US", "de-DE"])).toBe("en");
    expect(settled("auto", ["ja"])).toBe("en");
    expect(settled("auto", [])).toBe("en");
    expect(settled("en", ["de-DE"])).toBe("en");
  });
});

/** Every text of a catalogue with the way that leads to it. */
function texts(value: unknown, way = ""): [string, string][] {
  if (typeof value === "string") return [[way, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => texts(each, `${way}.${key}`));
}

describe("German", () => {
  it("has the same keys as English, those of its lists of names too", () => {
    expect(texts(german).map(([way]) => way).sort()).toEqual(texts(english).map(([way]) => way).sort());
  });

  it("leaves nothing empty that English says, and keeps commands as they are typed", () => {
    const said = new Map(texts(german));
    for (const [way, text] of texts(english)) {
      expect(said.get(way) === "", way).toBe(text === "");
      expect(said.get(way)?.match(/`[^`]+`/g) ?? [], way).toEqual(text.match(/`[^`]+`/g) ?? []);
    }
  });
});

describe("the pseudo-locale", () => {
  it("leaves no letter without an accent and is about half as long again", () => {
    for (const [way, text] of texts(english)) {
      const said = pseudo(text);
      if (way.endsWith(".command") || /`|:\S/.test(text) || text.includes("Holdfast")) continue;
      expect(said, way).not.toMatch(/[A-Za-z]/);
      expect(said.length, way).toBeGreaterThanOrEqual(text.length);
    }
    const before = texts(english).map(([, text]) => text).join("");
    expect(texts(pseudo(english)).map(([, text]) => text).join("").length / before.length).toBeGreaterThan(1.35);
  });

  it("reaches what functions say, and leaves figures and commands alone", () => {
    expect(pseudo(english).photos(2_000)).toBe("⟦2,000 þĥóóţóóš⟧");
    expect(pseudo(english).signIn.command).toBe("holdfast open");
    expect(pseudo("Run `holdfast doctor` now.")).toBe("⟦Ŕúúñ `holdfast doctor` ñóóŵ.⟧");
    expect(pseudo("12.4")).toBe("12.4");
  });
});

describe("the server's sentences", () => {
  const say = translator({
    "{#count} photos": "{count} Fotos",
    "1 photo": "1 Foto",
    "{#safe} of {@photos} are safe.": "{safe} von {photos} sind gesichert.",
    "{name} is paused.": "{name} ist angehalten.",
    "The drive is away. It comes back.": "Das Laufwerk ist weg. Es kommt wieder.",
  });

  it("are said with their figures, names and parts", () => {
    expect(say("7,426 of 1 photo are safe.")).toBe("7,426 von 1 Foto sind gesichert.");
    expect(say("7 of 7,448 photos are safe.")).toBe("7 von 7,448 Fotos sind gesichert.");
    expect(say("Dr. No. is paused.")).toBe("Dr. No. ist angehalten.");
    expect(say("{name} is paused.")).toBe("{name} ist angehalten.");
    expect(say("$& is paused.")).toBe("$& ist angehalten.");
  });

  it("are said in a row, and not at all when one is unknown", () => {
    expect(say("Travel is paused. The drive is away. It comes back.")).toBe("Travel ist angehalten. Das Laufwerk ist weg. Es kommt wieder.");
    expect(say("7 of 7 photos are safe. Something else.")).toBeNull();
    expect(say("7 of 7 cats are safe.")).toBeNull();
    expect(say("")).toBe("");
  });
});
