/** What keys and clicks mean among the photos. */

import type { MarkRequest } from "@/api/types";
import { letterOf } from "@/frame/shortcuts";
import { ledTo, together } from "@/domain/walk";
import type { Pane } from "@/timeline/pane";
import { changeOf } from "@/viewer/cull";

type Change = Omit<MarkRequest, "photos">;

/** What the page does when the hand asks for it. */
export interface Asked {
  open: (photo: number) => void;
  /** What is chosen changed. */
  chosen: () => void;
  mark: (change: Change) => void;
  goTo: () => void;
  zoom: (by: number) => void;
  /** Two to four photos beside each other. */
  compare: () => void;
  /** Puts photos into a collection. */
  collect: () => void;
  /** Opens a photo with all that is known of it. */
  inform: (photo: number) => void;
}

export class Hand {
  private begun = 0;
  private readonly pane: Pane;
  private readonly asked: Asked;

  constructor(pane: Pane, asked: Asked) {
    this.pane = pane;
    this.asked = asked;
    pane.grid.addEventListener("keydown", this.press);
    pane.grid.addEventListener("click", this.click);
    pane.grid.addEventListener("focusin", this.focused);
  }

  /** Goes on from what is at the top, as the rail does. */
  walk(from: number, key: string, shiftKey: boolean): void {
    const to = this.ledFrom(from, key, shiftKey, false);
    if (to !== null) this.pane.show(to);
  }

  private readonly focused = (event: FocusEvent): void => {
    const place = placeOf(event.target);
    if (place !== null) this.pane.active = place;
  };

  private readonly click = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    const id = place === null ? undefined : this.pane.library?.ids[place];
    if (place === null || id === undefined) return;
    const isChoice = event.target instanceof Element && event.target.closest(".tile-choice") !== null;
    if (event.shiftKey) this.extend(place);
    else if (event.ctrlKey || event.metaKey || isChoice) this.toggle(place, id);
    else {
      this.pane.active = place;
      this.asked.open(id);
    }
  };

  private readonly press = (event: KeyboardEvent): void => {
    if (this.moves(event) || this.chooses(event) || this.acts(event)) event.preventDefault();
  };

  private moves(event: KeyboardEvent): boolean {
    const whole = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? letterOf(event) : event.key;
    if (key === null || (event.altKey && event.key.length > 1)) return false;
    const to = this.ledFrom(this.pane.active, key, event.shiftKey, whole);
    if (to === null) return false;
    if (event.shiftKey && event.key.startsWith("Arrow")) this.extend(to);
    else this.begun = to;
    this.pane.focus(to);
    return true;
  }

  private chooses(event: KeyboardEvent): boolean {
    const { pane } = this;
    const id = pane.library?.ids[pane.active];
    if (pane.library === null || id === undefined) return false;
    if (event.key === "Escape" && pane.chosen.size > 0) this.all([...pane.chosen], false);
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      const { first, end } = together(pane.library, pane.active);
      this.all(pane.library.ids.subarray(first, end), true);
    } else if (letterOf(event) === "s") this.toggle(pane.active, id);
    else return false;
    return true;
  }

  private acts(event: KeyboardEvent): boolean {
    const letter = letterOf(event);
    const id = this.pane.library?.ids[this.pane.active];
    if (id === undefined) return false;
    if (event.key === "Enter" || event.key === " ") this.asked.open(id);
    else if (letter === "g") this.asked.goTo();
    else if (letter === "c") this.asked.compare();
    else if (letter === "l") this.asked.collect();
    else if (letter === "i") this.asked.inform(id);
    else if (letter === "+" || letter === "-") this.asked.zoom(letter === "+" ? 1 : -1);
    else if (event.key === "Delete") this.asked.mark({ hidden: true });
    else {
      const change = letter === null ? undefined : changeOf(letter, null);
      if (change === undefined) return false;
      this.asked.mark(change);
    }
    return true;
  }

  private ledFrom(from: number, key: string, shiftKey: boolean, whole: boolean): number | null {
    const { library, layout, view } = this.pane;
    return library === null || layout === null ? null : ledTo({ library, layout, view }, from, { key, shiftKey, whole });
  }

  private toggle(place: number, id: number): void {
    this.begun = place;
    this.pane.active = place;
    this.all([id], !this.pane.chosen.has(id));
  }

  private extend(to: number): void {
    const [first, last] = [Math.min(this.begun, to), Math.max(this.begun, to)];
    this.all(this.pane.library?.ids.subarray(first, last + 1) ?? [], true);
  }

  private all(ids: Iterable<number>, chosen: boolean): void {
    this.pane.choose(ids, chosen);
    this.asked.chosen();
  }
}

function placeOf(target: EventTarget | null): number | null {
  const tile = target instanceof Element ? target.closest<HTMLElement>(".tile") : null;
  return tile === null ? null : Number(tile.dataset["place"]);
}
