import type { Layout, Wish } from "@/domain/justified";
import type { Library } from "@/domain/library";

/** What the worker is asked: to lay out as it is wished, and to read a new answer of the server before. */
export interface Order {
  number: number;
  bytes: ArrayBuffer | null;
  wish: Wish;
}

/** `library`: what was read, if there was anything to read. */
export interface Laid {
  number: number;
  library: Library | null;
  layout: Layout | null;
}

/** The worker, and which of its answers still counts. */
export class Orders {
  private readonly worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  private number = 0;
  private library: Library | null = null;

  constructor(laid: (library: Library, layout: Layout) => void) {
    this.worker.addEventListener("message", ({ data }: MessageEvent<Laid>) => {
      this.library = data.library ?? this.library;
      if (data.number === this.number && this.library !== null && data.layout !== null) laid(this.library, data.layout);
    });
  }

  ask(wish: Wish, bytes: ArrayBuffer | null = null): void {
    this.number += 1;
    if (bytes === null) this.worker.postMessage({ number: this.number, bytes, wish } satisfies Order);
    else this.worker.postMessage({ number: this.number, bytes, wish } satisfies Order, [bytes]);
  }

  close(): void {
    this.worker.terminate();
  }
}
