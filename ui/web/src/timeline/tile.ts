/** One photo of the timeline as nodes that are used again and again. */

import type { State } from "@/api/types";
import { visible } from "@/domain/foreign";
import { colourOf } from "@/domain/library";
import type { About, Pictures } from "@/timeline/pictures";
import { words } from "@/words";

const say = words.timeline;

/** Drawn once by React, copied into tiles. */
export interface Signs {
  of: (sign: State | "video" | "pick" | "reject" | "none") => Node | null;
}

const SHAPES: Record<About["state"], State> = { safe: "safe", pending: "waiting", failed: "attention", skipped: "paused", gone: "paused" };

/** What a tile shows. */
export interface Shown {
  id: number;
  place: number;
  column: number;
  left: number;
  width: number;
  height: number;
  shade: number;
  state: About["state"];
  video: boolean;
  day: string;
}

/** Where a tile finds what is not in the geometry. */
interface Beside {
  pictures: Pictures;
  signs: Signs;
  chosen: ReadonlySet<number>;
}

export class Tile {
  readonly node = document.createElement("div");
  id = 0;
  place = -1;
  width = 0;
  private readonly image = document.createElement("img");
  private readonly corner = document.createElement("span");
  private readonly said = document.createElement("span");
  private readonly choice = document.createElement("span");
  private day = "";
  private state: About["state"] = "safe";
  private video = false;
  private url: string | null = null;
  private words = "";

  constructor() {
    this.node.className = "tile";
    this.node.setAttribute("role", "gridcell");
    this.node.tabIndex = -1;
    this.image.decoding = "async";
    this.image.draggable = false;
    this.image.alt = "";
    this.image.hidden = true;
    this.corner.className = "tile-corner";
    this.said.className = "tile-said";
    this.choice.className = "tile-choice";
    for (const part of [this.corner, this.said, this.choice]) part.setAttribute("aria-hidden", "true");
    this.node.append(this.image, this.corner, this.said, this.choice);
  }

  show(shown: Shown, beside: Beside): void {
    const { node } = this;
    const { style } = node;
    this.id = shown.id;
    this.place = shown.place;
    this.width = shown.width;
    this.day = shown.day;
    node.dataset["place"] = String(shown.place);
    style.width = `${shown.width}px`;
    style.height = `${shown.height}px`;
    style.transform = `translateX(${shown.left}px)`;
    style.backgroundColor = colourOf(shown.shade);
    node.setAttribute("aria-colindex", String(shown.column));
    this.choose(beside.chosen.has(shown.id));
    if (this.state !== shown.state || this.video !== shown.video) this.turnCorner(shown, beside.signs);
    this.tell(beside.pictures, beside.signs);
  }

  /** The picture and what is said of the photo came. */
  tell(pictures: Pictures, signs: Signs): void {
    const known = pictures.aboutOf(this.id);
    const url = pictures.urlOf(this.id);
    this.node.setAttribute("aria-label", say.tile(known === null ? null : visible(known.name), known?.taken ?? null, this.day, known?.state ?? this.state, this.marksOf(known)));
    this.sayOf(known, signs);
    this.node.toggleAttribute("data-rejected", known?.pick === "reject");
    this.node.toggleAttribute("data-without", url === null && known?.making !== true);
    this.see(url ?? null);
  }

  choose(chosen: boolean): void {
    if (this.node.ariaSelected !== String(chosen)) this.node.ariaSelected = String(chosen);
  }

  private see(url: string | null): void {
    if (url === this.url) return;
    if (this.url !== null) this.image.removeAttribute("src"); // else the photo before would be seen until this one is there
    this.url = url;
    if (url !== null) this.image.src = url;
    if (this.image.hidden !== (url === null)) this.image.hidden = url === null;
  }

  private sayOf(known: About | null, signs: Signs): void {
    const parts = known === null ? [] : [known.duration === null || !this.video ? "" : say.duration(known.duration), known.rating === null || known.rating === 0 ? "" : say.stars(known.rating)];
    const text = parts.filter((part) => part !== "").join("  ");
    const pick = known?.pick ?? null;
    if (this.words === `${pick ?? ""}${text}`) return;
    this.words = `${pick ?? ""}${text}`;
    this.said.replaceChildren(...(pick === null ? [] : [signs.of(pick) ?? ""]), text);
  }

  private marksOf(about: About | null): readonly string[] {
    if (about === null) return this.video ? [say.video] : [];
    return [this.video ? say.video : "", about.pick === null ? "" : say.picks[about.pick], about.rating === null || about.rating === 0 ? "" : say.rated(about.rating), about.star ? say.starred : ""].filter((part) => part !== "");
  }

  private turnCorner({ state, video }: Shown, signs: Signs): void {
    this.state = state;
    this.video = video;
    const found = [video ? signs.of("video") : null, state === "safe" ? null : signs.of(SHAPES[state])];
    this.corner.replaceChildren(...found.filter((sign) => sign !== null));
  }
}
