/** The library as it was read last. It outlives the page: whoever comes back to the timeline sees it at once. */

import { getBytes } from "@/api/client";
import type { Layout, Wish } from "@/domain/justified";
import type { Library } from "@/domain/library";
import { Orders } from "@/timeline/orders";

/** Milliseconds between two looks, however much changes meanwhile. */
const PATIENCE = 3_000;

/** So many times as long as the last answer took: a backup that goes on is not slowed down by who looks at it. */
const SHARE = 25;
/** Milliseconds after another page was opened. */
const IDLE = 1_500;

export interface Shown {
  library: Library | null;
  layout: Layout | null;
  error: unknown;
}

/** Asks the server one thing at a time, and not again at once. */
class Reader {
  #shown: Shown = { library: null, layout: null, error: null };
  readonly #hearers = new Set<() => void>();
  readonly #orders: Orders;
  #wished: Wish = { width: 0, height: 1, months: true };
  #tag: string | null = null;
  #looked = -PATIENCE;
  #patience = PATIENCE;
  #running = false;
  #due = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#orders = new Orders((library, layout) => this.#show({ library, layout, error: null }));
  }

  readonly snapshot = (): Shown => this.#shown;

  readonly subscribe = (hearer: () => void): (() => void) => {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  };

  readonly again = (): void => this.look(true);

  wish(wish: Wish): void {
    const { width, height, months } = this.#wished;
    if (wish.width <= 0 || (wish.width === width && wish.height === height && wish.months === months)) return;
    this.#wished = wish;
    if (this.#tag !== null) this.#orders.ask(wish);
  }

  look(now: boolean): void {
    this.#due = true;
    if (this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), now ? 0 : Math.max(0, this.#looked + this.#patience - performance.now()));
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#due = false;
    const begun = performance.now();
    try {
      const read = await getBytes("/api/timeline/geometry", this.#tag);
      if (this.#shown.error !== null) this.#show({ ...this.#shown, error: null });
      if (read !== null) {
        this.#tag = read.tag ?? "";
        this.#orders.ask(this.#wished, read.bytes);
      }
    } catch (error) {
      this.#show({ ...this.#shown, error });
      this.#due = this.#hearers.size > 0; // nobody answers: until somebody does again
    }
    this.#running = false;
    this.#looked = performance.now();
    this.#patience = Math.max(PATIENCE, SHARE * (this.#looked - begun));
    if (this.#due) this.look(false);
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    for (const hearer of this.#hearers) hearer();
  }
}

let reader: Reader | null = null;

/** The one of this window. */
export function theReader(): Reader {
  return (reader ??= new Reader());
}

/** Reads the library before anybody asks for it, when nothing else is to be done: the timeline opens at once then. What ends the waiting. */
export function readAhead(): () => void {
  const timer = setTimeout(() => {
    if (theReader().snapshot().library === null) theReader().look(false);
  }, IDLE);
  return () => clearTimeout(timer);
}
