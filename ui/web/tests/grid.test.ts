import { describe, expect, it } from "vitest";

import type { Contents, Photo } from "@/api/types";
import { GAP, geometryOf, moved, rowsOf, seenRows } from "@/domain/grid";
import { addressOf, routeOf } from "@/domain/route";
import { joined, renewed } from "@/folders/contents";

describe("the address", () => {
  it("names a folder and a photo, and comes back as it was", () => {
    for (const [folder, photo] of [[null, null], [12, null], [12, 34]] as const) {
      expect(routeOf(addressOf(folder, photo))).toEqual({ page: "folders", folder, photo });
    }
  });

  it("is Home where it makes no sense", () => {
    for (const hash of ["", "#", "#/", "#sources", "#/folders/x", "#/folders/1/2/3", "#/folders/-1", "#code=1.2.3", "#/folders/1e3"]) {
      expect(routeOf(hash)).toEqual({ page: "home" });
    }
  });
});

describe("the grid", () => {
  it("fills every width exactly, in at least two columns", () => {
    for (let width = 240; width < 2600; width += 7) {
      const { columns, cell } = geometryOf(width);
      expect(columns).toBeGreaterThanOrEqual(2);
      expect(columns * cell + (columns - 1) * GAP).toBeCloseTo(width, 6);
    }
  });

  it("draws what is seen and little more, wherever it is scrolled", () => {
    const geometry = geometryOf(1000);
    const rows = rowsOf(200_000, geometry);
    for (const top of [-300, 0, 5_000, 3_000_000, rows * geometry.height]) {
      const { first, last } = seenRows(top, 800, rows, geometry);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(last).toBeLessThan(rows);
      expect(last - first).toBeLessThan(800 / geometry.height + 9);
      const seen = Math.floor(Math.max(0, top) / geometry.height);
      if (seen < rows) expect(first <= seen && seen <= last).toBe(true);
    }
  });

  it("is walked by keys and never left", () => {
    const go = (key: string, at: number, far = false) => moved(key, at, 23, 5, 3, far);
    expect([go("ArrowRight", 3), go("ArrowLeft", 3), go("ArrowDown", 3), go("ArrowUp", 8)]).toEqual([4, 2, 8, 3]);
    expect([go("ArrowLeft", 0), go("ArrowRight", 22), go("ArrowUp", 3), go("ArrowDown", 19)]).toEqual([0, 22, 3, 19]);
    expect([go("Home", 13), go("End", 11), go("Home", 13, true), go("End", 1, true), go("End", 21)]).toEqual([10, 14, 0, 22, 22]);
    expect([go("PageDown", 2), go("PageUp", 20), go("PageUp", 2), go("a", 2)]).toEqual([17, 5, 0, null]);
  });
});

describe("what was read of a folder", () => {
  const photo = (id: number, state: Photo["state"] = "pending") => ({ id, state }) as Photo;
  const page = (ids: number[], next: string | null): Contents => ({ folder: null, parents: [], folders: [], photos: ids.map((id) => photo(id)), next });

  it("grows by pages", () => {
    expect(joined(page([1, 2], "photo-2"), page([3], null))).toEqual(page([1, 2, 3], null));
  });

  it("is renewed at its beginning and kept beyond it", () => {
    const known = page([1, 2, 3, 4, 5], "photo-5");
    const fresh = { ...page([9, 1, 2, 3], "photo-3"), photos: [photo(9), photo(1, "safe"), photo(2), photo(3)] };
    const now = renewed(known, fresh);
    expect(now.photos.map(({ id }) => id)).toEqual([9, 1, 2, 3, 4, 5]);
    expect(now.photos[1]?.state).toBe("safe");
    expect(now.next).toBe("photo-5");
    expect(renewed(known, page([1], null))).toEqual(page([1], null));
  });
});
