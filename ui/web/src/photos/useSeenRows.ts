import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

import { type Geometry, geometryOf, type Rows, rowsOf, seenRows } from "@/domain/grid";

const NOTHING_YET: Rows = { first: 0, last: 5 };

/** The shape of a grid of so many photos, and which of its rows are seen; follows the window's size and scrolling. */
export function useSeenRows(place: RefObject<HTMLElement | null>, photos: number): { geometry: Geometry; seen: Rows } {
  const [geometry, setGeometry] = useState(() => geometryOf(960));
  const [seen, setSeen] = useState(NOTHING_YET);
  useLayoutEffect(() => {
    const grid = place.current;
    if (grid === null) return;
    const measure = () => {
      const text = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const fresh = geometryOf(grid.clientWidth, 1.75 * text);
      setGeometry((old) => (old.cell === fresh.cell && old.height === fresh.height ? old : fresh));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(grid);
    return () => watch.disconnect();
  }, [place]);
  useEffect(() => {
    const rows = rowsOf(photos, geometry);
    let asked = 0;
    const look = () => {
      asked = 0;
      const top = place.current?.getBoundingClientRect().top ?? 0;
      const fresh = seenRows(-top, innerHeight, rows, geometry);
      setSeen((old) => (old.first === fresh.first && old.last === fresh.last ? old : fresh));
    };
    const soon = () => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [place, photos, geometry]);
  return { geometry, seen };
}
