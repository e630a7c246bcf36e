import { describe, expect, it } from "vitest";

import { bytes, bytesOfBytes } from "@/words/locale";

describe("a size", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [12_400_000, "12.4 MB"],
    [999_900_000, "1 GB"],
    [254e9, "254 GB"],
    [1.64e12, "1.64 TB"],
    [2.5e15, "2.5 PB"],
    [4e18, "4,000 PB"],
  ])("of %d bytes is said as %s", (count, expected) => {
    expect(bytes(count)).toBe(expected);
  });
});

describe("a size of a size", () => {
  it.each([
    [96e9, 254e9, "96 of 254 GB"],
    [1_234e6, 16e9, "1.2 of 16 GB"],
    [0, 4_340_000_000, "0 of 4.34 GB"],
    [1_200, 5_300_000, "0 of 5.3 MB"],
    [17e9, 16e9, "16 of 16 GB"],
    [3, 12, "3 of 12 bytes"],
  ])("%d of %d is said as %s", (done, total, expected) => {
    expect(bytesOfBytes(done, total)).toBe(expected);
  });
});
