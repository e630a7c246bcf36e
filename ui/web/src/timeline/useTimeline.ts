import { useEffect, useRef, useState } from "react";

import { getBytes } from "@/api/client";
import type { Layout, Wish } from "@/domain/justified";
import type { Library } from "@/domain/library";
import { Orders } from "@/timeline/orders";

/** Milliseconds between two looks, however much changes meanwhile. */
const PATIENCE = 3_000;

export interface Timeline {
  library: Library | null;
  layout: Layout | null;
  error: unknown;
  /** Reads it anew, if it changed. */
  again: () => void;
}

/** The whole library, laid out as it is wished. `sign` is another text whenever photos may have changed. */
export function useTimeline(wish: Wish, sign: string): Timeline {
  const [laid, setLaid] = useState<{ library: Library; layout: Layout } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const reader = useRef<Reader | null>(null);
  const { width, height, months } = wish;
  useEffect(() => {
    const made = new Reader((library, layout) => setLaid({ library, layout }), setError);
    reader.current = made;
    return () => made.close();
  }, []);
  useEffect(() => reader.current?.wish({ width, height, months }), [width, height, months]);
  useEffect(() => reader.current?.look(false), [sign]);
  return { library: laid?.library ?? null, layout: laid?.layout ?? null, error, again: () => reader.current?.look(true) };
}

/** Asks the server one thing at a time, and not again at once. */
class Reader {
  private readonly orders: Orders;
  private wished: Wish = { width: 0, height: 1, months: true };
  private tag: string | null = null;
  private looked = -PATIENCE;
  private running = false;
  private due = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly failed: (error: unknown) => void;

  constructor(laid: (library: Library, layout: Layout) => void, failed: (error: unknown) => void) {
    this.orders = new Orders(laid);
    this.failed = failed;
  }

  wish(wish: Wish): void {
    this.wished = wish;
    if (this.tag !== null && wish.width > 0) this.orders.ask(wish);
  }

  look(now: boolean): void {
    this.due = true;
    if (this.running) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), now ? 0 : Math.max(0, this.looked + PATIENCE - performance.now()));
  }

  close(): void {
    clearTimeout(this.timer);
    this.orders.close();
  }

  private async run(): Promise<void> {
    this.running = true;
    this.due = false;
    try {
      const read = await getBytes("/api/timeline/geometry", this.tag);
      this.failed(null);
      if (read !== null) {
        this.tag = read.tag ?? "";
        this.orders.ask(this.wished, read.bytes);
      }
    } catch (error) {
      this.failed(error);
    }
    this.running = false;
    this.looked = performance.now();
    if (this.isDue()) this.look(false);
  }

  private isDue(): boolean {
    return this.due;
  }
}
