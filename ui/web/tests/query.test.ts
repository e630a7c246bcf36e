/** What filters write into a query, and read out of it. */

import { describe, expect, it } from "vitest";

import { completed, fieldOf, piecesOf, withField } from "@/domain/query";

describe("the pieces of a query", () => {
  it("are held together by quotes and parentheses", () => {
    expect(piecesOf('a  camera:"EOS (R5) x" (b OR "c d") -e')).toEqual(["a", 'camera:"EOS (R5) x"', '(b OR "c d")', "-e"]);
    expect(piecesOf('say "a \\" b"')).toEqual(["say", '"a \\" b"']);
    expect(piecesOf("  ")).toEqual([]);
  });
});

describe("a filter", () => {
  it("reads its field and writes it in the place of the old one", () => {
    expect(fieldOf('harbour camera:"EOS R5"', "camera")).toBe("EOS R5");
    expect(fieldOf("harbour", "camera")).toBe("");
    expect(withField("type:image harbour", "type", "video")).toBe("harbour type:video");
    expect(withField("harbour", "camera", 'EOS "R5"')).toBe('harbour camera:"EOS \\"R5\\""');
    expect(withField("type:image harbour", "type", "")).toBe("harbour");
  });

  it("asks for its field of all photos, also where one thing or another is meant", () => {
    expect(withField("a OR type:raw", "type", "video")).toBe("(a OR type:raw) type:video");
    expect(fieldOf("a OR type:raw", "type")).toBe("");
  });

  it("puts a name in the place of what was typed last", () => {
    expect(completed("harbour eo", 'camera:"EOS R5"')).toBe('harbour camera:"EOS R5" ');
  });
});
