import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useRef } from "react";

import type { Contents } from "@/api/types";
import { GAP, type Geometry, moved, rowsOf, type Rows } from "@/domain/grid";
import { addressOf } from "@/domain/route";
import { Cell } from "@/folders/Cell";
import { useSeenRows } from "@/folders/useSeenRows";
import { openPlace } from "@/frame/useRoute";
import { words } from "@/words/en";

interface Props {
  folder: number;
  contents: Contents;
  /** The photo that has the focus, or had it last, by its place. */
  active: number;
  setActive: (place: number) => void;
  more: () => void;
  viewing: boolean;
}

/** The photos of a folder. Only the rows that are seen are drawn, however many photos there are. */
export function Grid({ folder, contents, active, setActive, more, viewing }: Props) {
  const { photos, next } = contents;
  const place = useRef<HTMLDivElement>(null);
  const moving = useRef(false);
  const toEnd = useRef(false);
  const { geometry, seen } = useSeenRows(place, photos.length);
  const rows = rowsOf(photos.length, geometry);
  const at = Math.min(active, photos.length - 1);
  useEffect(() => {
    if (next !== null && seen.last >= rows - 6) more();
  }, [next, seen.last, rows, more]);
  useFocusAfterViewing(place, at, viewing, geometry);
  const open = useCallback((photo: number) => openPlace(addressOf(folder, photo)), [folder]);
  const press = (event: KeyboardEvent) => {
    const to = moved(event.key, at, photos.length, geometry.columns, pageOf(geometry), event.ctrlKey || event.metaKey);
    if (to === null || event.altKey) return;
    event.preventDefault();
    moving.current = true;
    toEnd.current = event.key === "End" && (event.ctrlKey || event.metaKey) && next !== null;
    if (toEnd.current) more();
    setActive(to);
    bringIntoView(place.current, to, geometry);
  };
  useEffect(() => {
    // The end of a folder that is not read whole yet: page after page, until it is.
    if (!toEnd.current || at === photos.length - 1) return;
    toEnd.current = next !== null;
    moving.current = true;
    setActive(photos.length - 1);
    bringIntoView(place.current, photos.length - 1, geometry);
    more();
  }, [at, photos.length, next, geometry, setActive, more]);
  useEffect(() => {
    if (moving.current) focusOn(place.current, at);
    moving.current = false;
  }, [at]);
  return (
    <div ref={place} className="grid" role="grid" aria-label={words.folders.grid(photos.length, next !== null)} aria-readonly="true"
      aria-rowcount={next === null ? rows : -1} aria-colcount={geometry.columns} onKeyDown={press} style={{ blockSize: rows * geometry.height - GAP }}>
      {rowsToDraw(seen, Math.floor(at / geometry.columns), rows).map((row) => (
        <div key={row} className="grid-row" role="row" aria-rowindex={row + 1} style={rowStyle(row, geometry)}>
          {photos.slice(row * geometry.columns, (row + 1) * geometry.columns).map((photo, column) => (
            <Cell key={photo.id} photo={photo} place={row * geometry.columns + column} column={column + 1} active={row * geometry.columns + column === at} open={open} setActive={setActive} />
          ))}
        </div>
      ))}
    </div>
  );
}

function rowStyle(row: number, { columns, height }: Geometry): CSSProperties {
  return { transform: `translateY(${row * height}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` };
}

/** The row with the focus is always there, so that scrolling never takes the focus away. */
function rowsToDraw({ first, last }: Rows, focused: number, rows: number): number[] {
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (focused >= 0 && focused < rows && !drawn.includes(focused)) drawn.push(focused);
  return drawn.sort((one, other) => one - other);
}

function pageOf({ height }: Geometry): number {
  return Math.max(1, Math.floor(innerHeight / height) - 1);
}

function bringIntoView(grid: HTMLElement | null, place: number, { columns, height }: Geometry) {
  if (grid === null) return;
  const top = grid.getBoundingClientRect().top + Math.floor(place / columns) * height;
  const margin = 16;
  if (top < margin) scrollBy({ top: top - margin, behavior: "instant" });
  else if (top + height > innerHeight - margin) scrollBy({ top: top + height - innerHeight + margin, behavior: "instant" });
}

function focusOn(grid: HTMLElement | null, place: number) {
  grid?.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus({ preventScroll: true });
}

/** When a photo is closed, the focus is on it in the grid, wherever the person went meanwhile. */
function useFocusAfterViewing(grid: React.RefObject<HTMLDivElement | null>, at: number, viewing: boolean, geometry: Geometry) {
  const was = useRef(viewing);
  useEffect(() => {
    if (was.current && !viewing) {
      bringIntoView(grid.current, at, geometry);
      focusOn(grid.current, at);
    }
    was.current = viewing;
  }, [grid, at, viewing, geometry]);
}
