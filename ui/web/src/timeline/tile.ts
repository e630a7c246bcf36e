/** One photo of the timeline as nodes that are used again and again. */

import type { State } from "@/api/types";
import { visible } from "@/domain/foreign";
import { colourOf } from "@/domain/library";
import type { About } from "@/timeline/pictures";
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
  chosen: boolean;
  day: string;
}

export class Tile {
  readonly node = document.createElement("div");
  id = 0;
  place = -1;
  private readonly image = document.createElement("img");
  private readonly corner = document.createElement("span");
  private readonly said = document.createElement("span");
  private readonly choice = document.createElement("span");
  private day = "";
  private state: About["state"] = "safe";
  private video = false;
  private url: string | null = null;

  constructor() {
    this.node.className = "tile";
    this.node.setAttribute("role", "gridcell");
    this.node.tabIndex = -1;
    this.image.decoding = "async";
    this.image.draggable = false;
    this.image.alt = "";
    this.corner.className = "tile-corner";
    this.said.className = "tile-said";
    this.choice.className = "tile-choice";
    for (const part of [this.corner, this.said, this.choice]) part.setAttribute("aria-hidden", "true");
    this.node.append(this.image, this.corner, this.said, this.choice);
  }

  show(shown: Shown, signs: Signs): void {
    const { node } = this;
    this.id = shown.id;
    this.place = shown.place;
    this.day = shown.day;
    this.state = shown.state;
    this.video = shown.video;
    node.dataset["place"] = String(shown.place);
    node.style.width = `${shown.width}px`;
    node.style.height = `${shown.height}px`;
    node.style.transform = `translateX(${shown.left}px)`;
    node.style.backgroundColor = colourOf(shown.shade);
    node.setAttribute("aria-colindex", String(shown.column));
    this.choose(shown.chosen);
    this.corner.replaceChildren(...this.cornerOf(signs));
    this.tell(null, undefined, signs);
  }

  /** The picture and what is said of the photo came. */
  tell(about: About | null, url: string | null | undefined, signs: Signs): void {
    const known = about?.id === this.id ? about : null;
    this.node.setAttribute("aria-label", say.tile(known === null ? null : visible(known.name), known?.taken ?? null, this.day, known?.state ?? this.state, this.marksOf(known)));
    this.said.textContent = known === null ? "" : [known.duration === null || !this.video ? "" : say.duration(known.duration), known.rating === null || known.rating === 0 ? "" : say.stars(known.rating)].filter((part) => part !== "").join("  ");
    if (known?.pick != null) this.said.prepend(signs.of(known.pick) ?? "");
    this.node.toggleAttribute("data-rejected", known?.pick === "reject");
    this.node.toggleAttribute("data-without", url === null && known?.making !== true);
    this.see(url ?? null);
  }

  choose(chosen: boolean): void {
    this.node.setAttribute("aria-selected", String(chosen));
  }

  private see(url: string | null): void {
    if (url === this.url) return;
    this.url = url;
    if (url === null) this.image.removeAttribute("src");
    else this.image.src = url;
    this.image.hidden = url === null;
  }

  private marksOf(about: About | null): readonly string[] {
    if (about === null) return this.video ? [say.video] : [];
    return [this.video ? say.video : "", about.pick === null ? "" : say.picks[about.pick], about.rating === null || about.rating === 0 ? "" : say.rated(about.rating), about.star ? say.starred : ""].filter((part) => part !== "");
  }

  private cornerOf(signs: Signs): Node[] {
    const found = [this.video ? signs.of("video") : null, this.state === "safe" ? null : signs.of(SHAPES[this.state])];
    return found.filter((sign) => sign !== null);
  }
}
