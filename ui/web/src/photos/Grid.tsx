import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from "react";

import type { Photo } from "@/api/types";
import { GAP, type Geometry, moved, rowsOf, type Rows } from "@/domain/grid";
import { letterOf } from "@/frame/shortcuts";
import { type Aside, Cell, type Choosing } from "@/photos/Cell";
import { useSeenRows } from "@/photos/useSeenRows";
import { changeOf, give } from "@/viewer/cull";
import { words } from "@/words";

interface Props {
  photos: readonly Photo[];
  /** There are further photos: `read` brings the next ones. */
  more: boolean;
  read: () => void;
  open: (photo: number) => void;
  /** The photo that has the focus, or had it last, by its place. */
  active: number;
  setActive: (place: number) => void;
  viewing: boolean;
  /** What stands in a corner of a photo. */
  aside?: ((photo: Photo) => Aside | null) | undefined;
  choosing?: Choosing | undefined;
  /** Lays the photos that are chosen beside each other; undefined: too few or too many are. */
  compare?: (() => void) | undefined;
}

/** Photos in rows. Only the rows that are seen are drawn, however many photos there are. */
export function Grid({ photos, more, read, open, active, setActive, viewing, aside, choosing, compare }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const moving = useRef(false);
  const toEnd = useRef(false);
  const { geometry, seen } = useSeenRows(place, photos.length);
  const rows = rowsOf(photos.length, geometry);
  const at = Math.min(active, photos.length - 1);
  useEffect(() => {
    if (more && seen.last >= rows - 6) read();
  }, [more, seen.last, rows, read]);
  useFocusAfterViewing(place, at, viewing, geometry);
  const press = (event: KeyboardEvent) => {
    const said = saidBy(event, photos[at], compare);
    if (said !== undefined) {
      event.preventDefault();
      said();
      return;
    }
    const to = moved(event.key, at, photos.length, geometry.columns, pageOf(geometry), event.ctrlKey || event.metaKey);
    if (to === null || event.altKey) return;
    event.preventDefault();
    moving.current = true;
    toEnd.current = event.key === "End" && (event.ctrlKey || event.metaKey) && more;
    if (toEnd.current) read();
    setActive(to);
    bringIntoView(place.current, to, geometry);
  };
  useEffect(() => {
    // The end of what is not read whole yet: page after page, until it is.
    if (!toEnd.current || at === photos.length - 1) return;
    toEnd.current = more;
    moving.current = true;
    setActive(photos.length - 1);
    bringIntoView(place.current, photos.length - 1, geometry);
    read();
  }, [at, photos.length, more, geometry, setActive, read]);
  useEffect(() => {
    if (moving.current) focusOn(place.current, at);
    moving.current = false;
  }, [at]);
  return (
    <div ref={place} className="grid" role="grid" aria-label={words.folders.grid(photos.length, more)} aria-readonly="true"
      aria-rowcount={more ? -1 : rows} aria-colcount={geometry.columns} onKeyDown={press} style={{ blockSize: rows * geometry.height - GAP }}>
      {rowsToDraw(seen, Math.floor(at / geometry.columns), rows).map((row) => (
        <div key={row} className="grid-row" role="row" aria-rowindex={row + 1} style={rowStyle(row, geometry)}>
          {photos.slice(row * geometry.columns, (row + 1) * geometry.columns).map((photo, column) => (
            <Cell key={photo.id} photo={photo} place={row * geometry.columns + column} column={column + 1} active={row * geometry.columns + column === at} open={open} setActive={setActive}
              aside={aside?.(photo) ?? null} choosing={choosing} chosen={choosing?.chosen.has(photo.id) ?? false} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** What a letter says of the photo with the focus. What was said of it before is not known here, so that a colour stays where it is given twice. */
function saidBy(event: KeyboardEvent, photo: Photo | undefined, compare: (() => void) | undefined): (() => void) | undefined {
  const letter = letterOf(event.nativeEvent);
  if (letter === "c") return compare;
  if (photo === undefined) return undefined;
  if (event.key === "Delete") return () => give([photo.id], { hidden: true });
  const change = letter === null || photo.state !== "safe" ? undefined : changeOf(letter, null);
  return change === undefined ? undefined : () => give([photo.id], change);
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
