/** The rows of photos in the document: nodes that stay there and are filled anew, for taking them out and in costs more than all else. */

import { type Layout, spots } from "@/domain/justified";
import { dayAt, isVideo, type Library, stateAt } from "@/domain/library";
import type { Pictures } from "@/timeline/pictures";
import { type Signs, Tile } from "@/timeline/tile";

const SPARE = 60;

/** How photos are shown that were not shown before. */
interface Showing {
  pictures: Pictures;
  signs: Signs;
  chosen: ReadonlySet<number>;
  dayOf: (day: number) => string;
}

interface Row {
  node: HTMLElement;
  tiles: Tile[];
  top: number;
}

export class Rows {
  private there = new Map<number, Row>();
  /** By their photos: one that is shown again soon has its picture yet, and does not flicker. */
  private readonly spare = new Map<number, Tile>();
  private renewed = false;
  private stop: Tile | undefined;
  private readonly grid: HTMLElement;
  private readonly showing: Showing;

  constructor(grid: HTMLElement, showing: Showing) {
    this.grid = grid;
    this.showing = showing;
  }

  has(row: number): boolean {
    return this.there.has(row);
  }

  tilesOf(row: number): readonly Tile[] {
    return this.there.get(row)?.tiles ?? [];
  }

  *tiles(): Iterable<Tile> {
    for (const { tiles } of this.there.values()) yield* tiles;
  }

  tileAt(place: number): Tile | undefined {
    for (const tile of this.tiles()) if (tile.place === place) return tile;
    return undefined;
  }

  /** These rows and no others are in the document. */
  show(library: Library, layout: Layout, wanted: readonly number[], shift: number): void {
    const kept = new Set(wanted);
    const free = [...this.there].filter(([row]) => !kept.has(row)).map(([row, made]) => {
      this.there.delete(row);
      return made;
    });
    for (const row of wanted) {
      const made = this.there.get(row) ?? this.fill(free.pop() ?? this.make(), library, layout, row);
      const top = (layout.rowTop[row] ?? 0) + shift;
      if (made.top === top) continue;
      made.top = top;
      made.node.style.transform = `translateY(${top}px)`;
    }
    for (const made of free) this.discard(made);
    for (const id of this.spare.keys()) if (this.spare.size > SPARE) this.spare.delete(id);
    this.renewed = false;
  }

  /** Tab leads to this photo. */
  tabTo(tile: Tile | undefined): void {
    if (tile === this.stop) return;
    if (this.stop !== undefined) this.stop.node.tabIndex = -1;
    if (tile !== undefined) tile.node.tabIndex = 0;
    this.stop = tile;
  }

  /** Whoever has the page read aloud hears the rows from the top down. The row with the focus is never moved: it would lose it. */
  inOrder(): void {
    const fixed = document.activeElement?.closest(".timeline-row");
    const nodes = [...this.there].sort(([one], [other]) => one - other).map(([, { node }]) => node);
    const at = nodes.findIndex((node) => node === fixed);
    nodes.slice(0, Math.max(0, at)).forEach((node) => node.nextElementSibling === fixed || fixed?.before(node));
    let last: Element | null = at < 0 ? null : (nodes[at] ?? null);
    for (const node of nodes.slice(at + 1)) {
      const next: Element | null = last === null ? this.grid.firstElementChild : last.nextElementSibling;
      if (next !== node) this.grid.insertBefore(node, next);
      last = node;
    }
  }

  /** Rows mean other photos from now on. */
  clear(): void {
    for (const made of this.there.values()) this.discard(made);
    this.there.clear();
    this.renewed = true;
  }

  private make(): Row {
    const node = document.createElement("div");
    node.className = "timeline-row";
    node.setAttribute("role", "row");
    this.grid.append(node);
    return { node, tiles: [], top: NaN };
  }

  private fill(made: Row, library: Library, layout: Layout, row: number): Row {
    const { node, tiles } = made;
    const height = Math.round(layout.rowHeight[row] ?? 0);
    const found = spots(library, layout, row);
    node.style.height = `${height}px`;
    node.setAttribute("aria-rowindex", String(row + 1));
    while (tiles.length > found.length) this.putAway(tiles.pop());
    while (tiles.length < found.length) tiles.push(this.takeOut(node, library.ids[found[tiles.length]?.place ?? 0] ?? 0));
    found.forEach(({ place, left, width }, index) => tiles[index]?.show({
      id: library.ids[place] ?? 0, place, column: index + 1, left, width, height, shade: library.shades[place] ?? 0, state: stateAt(library, place),
      video: isVideo(library, place), day: this.showing.dayOf(dayAt(library, place)),
    }, this.showing));
    this.there.set(row, made);
    return made;
  }

  private takeOut(node: HTMLElement, id: number): Tile {
    const any = this.renewed ? undefined : this.spare.values().next().value;
    const tile = this.spare.get(id) ?? any ?? new Tile();
    this.spare.delete(tile.id);
    node.append(tile.node);
    return tile;
  }

  private putAway(tile: Tile | undefined): void {
    if (tile === undefined) return;
    if (tile === this.stop) this.tabTo(undefined);
    tile.node.remove();
    this.spare.set(tile.id, tile);
  }

  private discard(made: Row): void {
    made.node.remove();
    while (made.tiles.length > 0) this.putAway(made.tiles.pop());
  }
}
