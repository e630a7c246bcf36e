/** The lines above days, months and shoots, as nodes that are used again. */

import { HEAD, type Layout } from "@/domain/justified";
import { dayAt, holding, type Library, NO_DAY } from "@/domain/library";
import { visible } from "@/domain/foreign";
import { listAt } from "@/domain/route";
import { words } from "@/words";

const say = words.timeline;

interface Head {
  node: HTMLElement;
  top: number;
}

export class Heads {
  /** Headings are of months. */
  months = false;
  private readonly heads = new Map<number, Head>();
  private readonly layer = document.createElement("div");
  private readonly days = new Map<number, string>();

  constructor(ground: HTMLElement) {
    this.layer.className = "timeline-heads";
    ground.append(this.layer);
  }

  draw(library: Library, layout: Layout, from: number, to: number, shift: number): void {
    const first = Math.max(0, holding(layout.sectionTop, from));
    const last = Math.min(holding(layout.sectionTop, to), first + 40);
    for (const [index, { node }] of this.heads) if (index < first || index > last) this.release(index, node);
    for (let index = first; index <= last; index++) {
      const head = this.heads.get(index) ?? this.make(library, layout, index);
      const top = (layout.sectionTop[index] ?? 0) + shift;
      if (head.top === top) continue;
      head.top = top;
      head.node.style.transform = `translateY(${top}px)`;
    }
  }

  clear(): void {
    for (const [index, { node }] of this.heads) this.release(index, node);
  }

  /** `Friday, 14 June 2019`; the same day is said once. */
  dayOf(day: number): string {
    const known = this.days.get(day);
    if (known !== undefined) return known;
    const said = day === NO_DAY ? say.undated : say.day(day);
    this.days.set(day, said);
    return said;
  }

  private make(library: Library, layout: Layout, index: number): Head {
    const node = document.createElement("h2");
    node.className = "timeline-head";
    node.style.height = `${HEAD}px`;
    const day = dayAt(library, layout.sectionFirst[index] ?? 0);
    const when = document.createElement("span");
    when.className = "timeline-when";
    when.textContent = this.months && day !== NO_DAY ? say.month(day) : this.dayOf(day);
    const shoot = library.shoots[layout.sectionShoot[index] ?? -1];
    node.append(when, ...(shoot === undefined ? [] : [linkTo(shoot.id, shoot.name, shoot.kept)]));
    this.layer.append(node);
    const head = { node, top: NaN };
    this.heads.set(index, head);
    return head;
  }

  private release(index: number, node: HTMLElement): void {
    node.remove();
    this.heads.delete(index);
  }
}

function linkTo(id: number, name: string, kept: boolean): HTMLElement {
  const link = document.createElement("a");
  link.className = "timeline-shoot";
  link.href = listAt("shoots", id);
  link.textContent = visible(name);
  link.setAttribute("aria-label", say.shoot(visible(name)));
  link.toggleAttribute("data-suggested", !kept);
  link.dir = "auto";
  return link;
}
