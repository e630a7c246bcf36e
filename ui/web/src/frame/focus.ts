/** Who works by keyboard never loses their place: where what had the focus vanishes, the focus goes to what stands in its place. */

import { routeOf } from "@/domain/route";

const TAKES_FOCUS = "a[href], button, input, select, textarea, summary, video[controls], [tabindex]";

/** What had the focus, and where that was. `under`: what had it before this dialog lay over it. */
interface Kept {
  element: Element;
  around: readonly Element[];
  before: readonly Element[];
  dialog: Element | null;
  address: string;
  under: Kept | null;
}

/** From now on; the answer ends it. What parts of the page do with the focus themselves counts more: they were first, or take it later. */
export function keepFocus(): () => void {
  let kept: Kept | null = null;
  let asked = 0;
  const come = (event: FocusEvent) => {
    if (event.target instanceof Element) kept = keptOf(event.target, kept);
  };
  const look = () => {
    if (kept !== null && isLost() && asked === 0) asked = requestAnimationFrame(() => requestAnimationFrame(settle));
  };
  const settle = () => {
    asked = 0;
    if (kept !== null && isLost()) placeOf(kept)?.();
  };
  const go = (event: FocusEvent) => {
    const left = event.relatedTarget === null ? event.target : null;
    // What still stands was left by the person: by a click on nothing, or by Tab out of the page.
    if (left instanceof Element) requestAnimationFrame(() => {
      if (isLost() && kept?.element === left && canHave(left)) kept = null;
    });
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["inert", "hidden", "open"] });
  addEventListener("focusin", come);
  addEventListener("focusout", go);
  return () => {
    watch.disconnect();
    cancelAnimationFrame(asked);
    removeEventListener("focusin", come);
    removeEventListener("focusout", go);
  };
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function keptOf(element: Element, last: Kept | null): Kept {
  const dialog = element.closest("dialog");
  const around = [];
  for (let one = element.parentElement; one !== null && one !== document.body; one = one.parentElement) around.push(one);
  const before = takers(document.body).filter((one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return { element, around, before: before.reverse(), dialog, address: pathOf(location.hash), under: underOf(dialog, last) };
}

/** Dialogs lie over each other; who comes back to one is over what lay under it before. */
function underOf(dialog: Element | null, last: Kept | null): Kept | null {
  if (dialog === null) return null;
  for (let one = last; one !== null; one = one.under) {
    if (one.dialog === dialog) return one.under;
  }
  return last;
}

/** How the focus comes back; nothing where the page is not there yet: then it is asked again with what appears. */
function placeOf(kept: Kept): (() => void) | null {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? null;
  if (open !== null && open !== kept.dialog) return take(takers(open)[0]);
  if (canHave(kept.element)) return take(kept.element);
  if (kept.element.isConnected && kept.element.closest("[inert]") !== null) return null;
  if (kept.dialog?.isConnected === false) return kept.under === null ? toHeading() : placeOf(kept.under);
  if (kept.address !== pathOf(location.hash) || kept.element.localName === "h1") return toHeading();
  return inPlaceOf(kept) ?? toHeading();
}

/** The nearest part that still stands: itself, where it takes the focus, as a list that scrolls does; else what now comes where the lost one was. */
function inPlaceOf(kept: Kept): (() => void) | null {
  for (const part of kept.around) {
    if (!part.isConnected || part.id === "page") continue;
    if (part.matches("[tabindex='0']") && canTake(part)) return take(part, true);
    const inside = takers(part);
    const last = kept.before.find((one) => part.contains(one) && canTake(one));
    const next = last === undefined ? inside[0] : (inside[inside.indexOf(last) + 1] ?? last);
    if (next !== undefined) return take(next);
    if (part.localName === "main" || part.localName === "dialog") return null;
  }
  return null;
}

/** A new page begins with its heading, read out by a screen reader; the next Tab leads into it. */
function toHeading(): (() => void) | null {
  const heading = document.querySelector("main h1, h1");
  if (document.querySelector(".opening") !== null || heading === null) return null;
  if (!heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
  return take(heading, true);
}

function take(element: Element | undefined, still = false): (() => void) | null {
  return element instanceof HTMLElement || element instanceof SVGElement ? () => element.focus({ preventScroll: still }) : null;
}

function takers(part: Element): Element[] {
  return [...part.querySelectorAll(TAKES_FOCUS)].filter(canTake);
}

function canTake(element: Element): boolean {
  return element.matches(":not([tabindex='-1'])") && canHave(element);
}

function canHave(element: Element): boolean {
  return element.isConnected && element.matches(":not(:disabled)") && element.checkVisibility({ visibilityProperty: true }) && element.closest("[inert], [aria-hidden=true]") === null;
}

/** A page that writes down in its address what is looked for is the same page. */
function pathOf(hash: string): string {
  const route = routeOf(hash);
  return route.page === "search" ? route.page : hash;
}
