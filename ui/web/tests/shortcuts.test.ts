import { describe, expect, it } from "vitest";

import { isCommand, letterOf, type Pressed } from "@/frame/shortcuts";

function pressed(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null, ...held };
}

/** As the page's fields answer: only `closest` is asked. */
const field = { closest: () => ({}) } as unknown as EventTarget;

describe("letterOf", () => {
  it("counts letters, digits and signs as they are typed, in small letters", () => {
    expect(letterOf(pressed("P"), "on")).toBe("p");
    expect(letterOf(pressed("4"), "on")).toBe("4");
    expect(letterOf(pressed("?"), "on")).toBe("?");
  });

  it("knows a digit with Shift by its key, and leaves the way to the search where a keyboard has it", () => {
    expect(letterOf(pressed("$", { code: "Digit4", shiftKey: true }), "on")).toBe("4");
    expect(letterOf(pressed("/", { code: "Digit7", shiftKey: true }), "on")).toBe("/");
  });

  it("never counts in a text field, and leaves commands, arrows and space alone", () => {
    expect(letterOf(pressed("p", { target: field }), "on")).toBeNull();
    expect(letterOf(pressed("p", { ctrlKey: true }), "on")).toBeNull();
    expect(letterOf(pressed("ArrowLeft"), "on")).toBeNull();
    expect(letterOf(pressed(" "), "on")).toBeNull();
  });

  it("counts only with Alt where that was chosen, also where Alt types another sign", () => {
    expect(letterOf(pressed("p"), "alt")).toBeNull();
    expect(letterOf(pressed("p", { altKey: true, code: "KeyP" }), "alt")).toBe("p");
    expect(letterOf(pressed("π", { altKey: true, code: "KeyP" }), "alt")).toBe("p");
    expect(letterOf(pressed("¡", { altKey: true, code: "Digit1" }), "alt")).toBe("1");
    expect(letterOf(pressed("p", { altKey: true, code: "KeyP" }), "on")).toBeNull();
  });

  it("counts nothing where it is switched off", () => {
    expect(letterOf(pressed("p"), "off")).toBeNull();
    expect(letterOf(pressed("p", { altKey: true, code: "KeyP" }), "off")).toBeNull();
  });
});

describe("isCommand", () => {
  it("knows Ctrl and Cmd with a letter, with and without Shift", () => {
    expect(isCommand(pressed("z", { ctrlKey: true }), "z")).toBe(true);
    expect(isCommand(pressed("Z", { metaKey: true }), "z")).toBe(true);
    expect(isCommand(pressed("z"), "z")).toBe(false);
    expect(isCommand(pressed("z", { ctrlKey: true, target: field }), "z")).toBe(false);
  });
});
