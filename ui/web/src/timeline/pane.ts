/** The photos that are seen, drawn by hand: at most 150 nodes that are used again and again, moved by `transform` alone. React knows of none of them. */

import { HEAD, type Layout } from "@/domain/justified";
import { holding, type Library } from "@/domain/library";
import { Surface } from "@/domain/surface";
import { Heads } from "@/timeline/heads";
import { Pictures, type Sight } from "@/timeline/pictures";
import { Rows } from "@/timeline/rows";
import type { Signs, Tile } from "@/timeline/tile";
import { words } from "@/words";

const say = words.timeline;
export const MOST_TILES = 150;
/** Milliseconds without a movement: the person rests. */
const RESTING = 160;
/** So many rows beside what is seen are made in one frame. */
const AHEAD = 2;

/** What the pane tells the page. */
export interface Told {
  /** The size of what is seen changed. */
  sized: (width: number, height: number) => void;
  /** The photo at the top, and which part of the whole is above. */
  moved: (place: number, share: number) => void;
  /** Nothing moves: the photo at the top, and how far above the edge it begins. */
  rested: (photo: number, offset: number) => void;
  /** The same, when the page ends. */
  left: (photo: number, offset: number) => void;
}

export class Pane {
  readonly scroller = document.createElement("div");
  readonly grid = document.createElement("div");
  library: Library | null = null;
  layout: Layout | null = null;
  readonly chosen = new Set<number>();
  /** The photo with the focus, or that had it last. */
  active = 0;
  readonly pictures = new Pictures((ids) => this.arrived(ids));
  view = 0;
  private width = 0;
  private readonly ground = document.createElement("div");
  private readonly heads: Heads;
  private surface = new Surface(0, 0);
  private readonly rows: Rows;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private before = 0;
  private readonly sizes: ResizeObserver;
  private readonly signs: Signs;
  private readonly told: Told;

  constructor(host: HTMLElement, signs: Signs, told: Told) {
    this.signs = signs;
    this.told = told;
    this.scroller.className = "timeline-scroller";
    this.ground.className = "timeline-ground";
    this.grid.className = "timeline-grid";
    this.grid.setAttribute("role", "grid");
    this.grid.setAttribute("aria-multiselectable", "true");
    this.grid.setAttribute("aria-readonly", "true");
    this.heads = new Heads(this.ground);
    this.rows = new Rows(this.grid, { pictures: this.pictures, signs, chosen: this.chosen, dayOf: (day) => this.heads.dayOf(day) });
    this.ground.append(this.grid);
    this.scroller.append(this.ground);
    host.prepend(this.scroller);
    this.scroller.addEventListener("scroll", this.scrolled, { passive: true });
    addEventListener("pagehide", this.leaving); // a reload may come before anybody rests
    this.sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) this.sized(entry.contentRect.width, entry.contentRect.height);
    });
    this.sizes.observe(this.scroller);
  }

  /** Shows a library as it was laid out; what is seen stays where it is. `at`: begins there instead. */
  set(library: Library, layout: Layout, months: boolean, at: { photo: number; offset: number } | null): void {
    const anchor = at ?? this.anchor();
    const focused = this.library?.ids[this.active];
    const hasFocus = this.grid.contains(document.activeElement);
    this.rows.clear();
    this.heads.clear();
    this.library = library;
    this.layout = layout;
    this.heads.months = months;
    const found = focused === undefined ? -1 : library.ids.indexOf(focused);
    // One that was hidden is followed by the one after it: nobody is thrown to the first photo.
    this.active = found < 0 ? Math.max(0, Math.min(this.active, library.ids.length - 1)) : found;
    this.grid.setAttribute("aria-label", say.grid(library.ids.length));
    this.grid.setAttribute("aria-rowcount", String(layout.rowFirst.length));
    this.surfaceFor();
    const place = anchor === null ? -1 : library.ids.indexOf(anchor.photo);
    this.jump(place < 0 || anchor === null ? Math.min(this.surface.top, layout.height) : this.topOf(place) + anchor.offset);
    if (hasFocus) this.tileAt(this.active)?.node.focus({ preventScroll: true });
  }

  /** Scrolls so that a photo is at this part of the height of what is seen. */
  show(place: number, share = 0): void {
    this.jump(this.topOf(place) - HEAD - share * Math.max(0, this.view - HEAD));
  }

  /** Goes to a part of the whole, counted in photos. */
  showShare(share: number): void {
    if (this.library === null || this.layout === null) return;
    const photos = this.library.ids.length;
    const at = share * photos;
    const row = Math.max(0, holding(this.layout.rowFirst, at));
    const [first, end] = [this.layout.rowFirst[row] ?? 0, this.layout.rowFirst[row + 1] ?? photos];
    const within = ((at - first) / Math.max(1, end - first)) * (this.layout.rowHeight[row] ?? 0);
    this.jump((this.layout.rowTop[row] ?? 0) + within - share * this.view);
  }

  /** The place of the first photo that is seen. */
  topPlace(): number {
    const { layout } = this;
    return layout === null ? 0 : (layout.rowFirst[Math.max(0, holding(layout.rowTop, this.surface.top + HEAD))] ?? 0);
  }

  /** Scrolls as little as it takes. */
  bringIntoView(place: number): void {
    const { layout } = this;
    if (layout === null) return;
    const row = holding(layout.rowFirst, place);
    const top = (layout.rowTop[row] ?? 0) - 8;
    const bottom = top + (layout.rowHeight[row] ?? 0) + 16;
    if (top < this.surface.top) this.jump(layout.sectionFirst.includes(layout.rowFirst[row] ?? -1) ? top - HEAD + 8 : top);
    else if (bottom > this.surface.top + this.view) this.jump(bottom - this.view);
  }

  /** Puts the focus on a photo, wherever it is. */
  focus(place: number): void {
    this.active = place;
    this.bringIntoView(place);
    this.draw();
    this.tileAt(place)?.node.focus({ preventScroll: true });
  }

  /** This photo has the focus as soon as the photos have it. */
  activate(place: number): void {
    this.active = place;
  }

  choose(ids: Iterable<number>, chosen: boolean): void {
    for (const id of ids) {
      if (chosen) this.chosen.add(id);
      else this.chosen.delete(id);
    }
    for (const tile of this.rows.tiles()) tile.choose(this.chosen.has(tile.id));
  }

  tileAt(place: number): Tile | undefined {
    return this.rows.tileAt(place);
  }

  readonly wheel = (by: number): void => {
    this.scroller.scrollBy({ top: by, behavior: "instant" });
  };

  close(): void {
    this.sizes.disconnect();
    removeEventListener("pagehide", this.leaving);
    this.scroller.removeEventListener("scroll", this.scrolled);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.pictures.close();
    this.scroller.remove();
  }

  private anchor(): { photo: number; offset: number } | null {
    const { library, layout } = this;
    if (library === null || layout === null || this.surface.top <= 0) return null;
    const row = Math.max(0, holding(layout.rowTop, this.surface.top));
    const photo = library.ids[layout.rowFirst[row] ?? 0];
    return photo === undefined ? null : { photo, offset: this.surface.top - (layout.rowTop[row] ?? 0) };
  }

  private topOf(place: number): number {
    return this.layout?.rowTop[holding(this.layout.rowFirst, place)] ?? 0;
  }

  private readonly scrolled = (): void => {
    this.surface.scrolled(this.scroller.scrollTop);
    if (this.surface.isAstray(false)) this.scroller.scrollTop = this.surface.go(this.surface.top);
    if (this.frame === 0) this.frame = requestAnimationFrame(this.drawFrame);
  };

  private readonly drawFrame = (): void => {
    this.frame = 0;
    this.draw();
  };

  private jump(top: number): void {
    this.scroller.scrollTop = this.surface.go(top);
    this.draw();
  }

  private sized(width: number, height: number): void {
    if (width === this.width && height === this.view) return;
    [this.width, this.view] = [width, height];
    if (this.layout !== null) {
      const { top } = this.surface;
      this.surfaceFor();
      this.jump(top);
    }
    this.told.sized(width, height);
  }

  private surfaceFor(): void {
    const { top } = this.surface;
    this.surface = new Surface(Math.max(this.layout?.height ?? 0, this.view), this.view);
    this.ground.style.height = `${this.surface.height}px`;
    this.surface.go(top);
  }

  private draw(): void {
    const { library, layout, surface, view } = this;
    if (library === null || layout === null || view === 0) return;
    const { top } = surface;
    const seen = this.rowsIn(layout, top, top + view);
    const around = this.rowsAround(library, layout, seen, top < this.before);
    const drawn = this.someOf(around, seen);
    this.rows.show(library, layout, drawn, surface.shift);
    this.heads.draw(library, layout, top - view, top + 2 * view, surface.shift);
    this.tabStop(layout, seen);
    this.want(drawn, seen);
    this.before = top;
    this.told.moved(this.topPlace(), this.share(library, layout));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), RESTING);
    if (drawn.length < around.length && this.frame === 0) this.frame = requestAnimationFrame(this.drawFrame);
  }

  /** What is seen is drawn at once; what lies around it row by row, so that no frame waits for it. */
  private someOf(around: readonly number[], seen: readonly number[]): number[] {
    const active = this.layout === null ? -1 : holding(this.layout.rowFirst, this.active);
    let left = AHEAD;
    return around.filter((row) => seen.includes(row) || row === active || this.rows.has(row) || left-- > 0);
  }

  /** Which part of the photos is above: of those that are seen, as much as of the whole way. */
  private share(library: Library, layout: Layout): number {
    const way = layout.height > this.view ? Math.min(1, this.surface.top / (layout.height - this.view)) : 0;
    const row = Math.max(0, holding(layout.rowTop, this.surface.top + way * this.view));
    const [first, end] = [layout.rowFirst[row] ?? 0, layout.rowFirst[row + 1] ?? library.ids.length];
    const within = (this.surface.top + way * this.view - (layout.rowTop[row] ?? 0)) / Math.max(1, layout.rowHeight[row] ?? 1);
    return Math.min(1, Math.max(0, (first + Math.min(1, within) * (end - first)) / library.ids.length));
  }

  private rowsIn(layout: Layout, from: number, to: number): number[] {
    const first = Math.max(0, holding(layout.rowTop, from));
    const last = Math.max(first, holding(layout.rowTop, to));
    return Array.from({ length: Math.min(layout.rowFirst.length, last + 1) - first }, (_, index) => first + index);
  }

  /** What is seen, the row with the focus, and about a screen more, first where the person is going, as far as the nodes reach. */
  private rowsAround(library: Library, layout: Layout, seen: readonly number[], upwards: boolean): number[] {
    const found: number[] = [];
    let left = MOST_TILES;
    const add = (row: number) => {
      const photos = (layout.rowFirst[row + 1] ?? library.ids.length) - (layout.rowFirst[row] ?? 0);
      if (row < 0 || row >= layout.rowFirst.length || photos > left || found.includes(row)) return;
      left -= photos;
      found.push(row);
    };
    if (this.grid.contains(document.activeElement)) add(holding(layout.rowFirst, this.active));
    for (const row of seen) add(row);
    const [first, last] = [seen[0] ?? 0, seen.at(-1) ?? 0];
    for (let step = 1; step <= seen.length; step++) add(upwards ? first - step : last + step);
    for (let step = 1; step <= seen.length / 2; step++) add(upwards ? last + step : first - step);
    return found;
  }

  /** Tab leads to the photo that had the focus last; where it is not drawn, to the first one that is seen. */
  private tabStop(layout: Layout, seen: readonly number[]): void {
    this.rows.tabTo(this.tileAt(this.active) ?? this.tileAt(layout.rowFirst[seen[0] ?? 0] ?? 0));
  }

  private want(drawn: readonly number[], seen: readonly number[]): void {
    const first = new Set(seen);
    const order = [...drawn].sort((one, other) => Number(first.has(other)) - Number(first.has(one)));
    this.pictures.want(order.flatMap((row) => this.rows.tilesOf(row).map((tile) => tile.id)), []);
  }

  private rest(): void {
    const { layout, surface } = this;
    if (layout === null) return;
    if (surface.isAstray(true)) this.jump(surface.top);
    clearTimeout(this.timer);
    this.rows.inOrder();
    const seen = this.rowsIn(layout, surface.top, surface.top + this.view).flatMap((row) => this.rows.tilesOf(row));
    const sights: Sight[] = seen.map(({ id, width }) => ({ id, width: width * devicePixelRatio }));
    const drawn = Array.from(this.rows.tiles(), (tile) => tile.id);
    this.pictures.want([...sights.map((sight) => sight.id), ...drawn], sights);
    const anchor = this.anchor();
    this.told.rested(anchor?.photo ?? 0, anchor?.offset ?? 0);
  }

  private readonly leaving = (): void => {
    const anchor = this.anchor();
    this.told.left(anchor?.photo ?? 0, anchor?.offset ?? 0);
  };

  private arrived(ids: readonly number[]): void {
    const came = new Set(ids);
    for (const tile of this.rows.tiles()) if (came.has(tile.id)) tile.tell(this.pictures, this.signs);
  }
}
