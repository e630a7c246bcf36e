import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

const TOKENS = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

/** Both colours of a token, as the first block of the file has them. */
function token(name: string): [string, string] {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS);
  if (found?.[1] === undefined || found[2] === undefined) throw new Error(`There is no colour ${name}.`);
  return [found[1], found[2]];
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const WORDS = ["safe", "working", "waiting", "paused", "attention", "problem", "ink", "ink-soft", "ink-faint"];

describe("contrast", () => {
  it.each(WORDS)("of %s is enough for words, on the ground and on a panel, in both themes", (name) => {
    for (const ground of ["ground", "surface"]) {
      token(name).forEach((colour, theme) => expect(contrast(colour, token(ground)[theme as 0 | 1])).toBeGreaterThanOrEqual(4.5));
    }
  });

  it.each(["safe", "working", "waiting", "paused", "attention", "problem"])("of the sign in the shield of %s is enough to be seen", (name) => {
    token(name).forEach((colour, theme) => expect(contrast(colour, token("sign")[theme as 0 | 1])).toBeGreaterThanOrEqual(3));
  });

  it.each(["edge", "focus", "type-image", "type-video", "type-raw"])("of %s is enough for a thing that is no text", (name) => {
    token(name).forEach((colour, theme) => expect(contrast(colour, token("surface")[theme as 0 | 1])).toBeGreaterThanOrEqual(3));
  });
});
