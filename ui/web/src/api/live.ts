/** The state of everything, followed live: one event stream while the page is seen, polling when there is none. */

import { get, Refused, Unreachable } from "@/api/client";
import { codeOfAddress, codeOfWindow, onBridge, signIn } from "@/api/session";
import type { Problem, Status } from "@/api/types";
import { MINUTE, SECOND } from "@/domain/ages";

const POLL = 2 * SECOND;
const POLL_UNSEEN = 30 * SECOND;
const POLL_SIGNED_OUT = 10 * SECOND;
/** Ages in the server's sentences grow without anything changing. */
const REFRESH = MINUTE;
/** A stream that broke is tried again this often, while polling goes on. */
const REOPEN = 10 * SECOND;
const DRAW_AT_MOST_EVERY = 250;
/** One missed answer is no outage. */
const LOST_AFTER = 2;

export interface Snapshot {
  connection: "opening" | "live" | "lost" | "signed-out";
  status: Status | null;
  /** When the status came, by this page's clock. */
  at: number;
  /** Why there is no status although somebody answers. */
  refusal: Problem | null;
}

export class Live {
  #snapshot: Snapshot = { connection: "opening", status: null, at: 0, refusal: null };
  readonly #listeners = new Set<() => void>();
  #stream: EventSource | null = null;
  #streamLive = false;
  #streamTriedAt = -Infinity;
  #timer: number | undefined;
  #drawing: number | undefined;
  #drawnAt = -Infinity;
  #missed = 0;
  #offBridge: (() => void) | undefined;

  readonly snapshot = (): Snapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Signs in if a code came along, and follows. */
  async start(): Promise<void> {
    document.addEventListener("visibilitychange", this.#seen);
    const code = codeOfAddress();
    if (code !== null) await signIn(code).catch(() => undefined);
    this.#offBridge = onBridge(() => void this.#signInByWindow());
    await this.refresh();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#offBridge?.();
    this.#closeStream();
    clearTimeout(this.#timer);
    clearTimeout(this.#drawing);
  }

  /** Asks now, whatever the stream does: after a click, the page must not wait for the next event. */
  readonly refresh = async (): Promise<void> => {
    clearTimeout(this.#timer);
    try {
      this.#arrived(await get<Status>("/api/status"));
    } catch (error) {
      this.#failed(error);
    }
    this.#followOn();
  };

  #followOn(): void {
    clearTimeout(this.#timer);
    if (this.#snapshot.connection === "live" && !document.hidden) this.#openStream();
    this.#timer = window.setTimeout(() => void this.refresh(), this.#pause());
  }

  #pause(): number {
    if (document.hidden) return POLL_UNSEEN;
    if (this.#snapshot.connection === "signed-out") return POLL_SIGNED_OUT;
    // The stream tells what changed between two looks of the server; a refusal may have come and gone between them.
    return this.#streamLive && this.#snapshot.refusal === null ? REFRESH : POLL;
  }

  #openStream(): void {
    if (this.#stream !== null || performance.now() - this.#streamTriedAt < REOPEN) return;
    this.#streamTriedAt = performance.now();
    this.#stream = new EventSource("/api/events");
    this.#stream.addEventListener("status", (event: MessageEvent<string>) => {
      this.#arrived(JSON.parse(event.data) as Status);
      this.#streams();
    });
    this.#stream.addEventListener("problem", (event: MessageEvent<string>) => {
      this.#refused(JSON.parse(event.data) as Problem);
      this.#streams();
    });
    // The browser's own reconnecting hides why a stream ended; asking for the status tells.
    this.#stream.addEventListener("error", () => {
      this.#closeStream();
      void this.refresh();
    });
  }

  /** The stream speaks: no need to ask so often. */
  #streams(): void {
    if (this.#streamLive) return;
    this.#streamLive = true;
    this.#followOn();
  }

  #closeStream(): void {
    this.#stream?.close();
    this.#stream = null;
    this.#streamLive = false;
  }

  /** A page that nobody sees gives its connection back: a browser has six for this address. */
  readonly #seen = (): void => {
    if (document.hidden) this.#closeStream();
    this.#streamTriedAt = -Infinity;
    void this.refresh();
  };

  async #signInByWindow(): Promise<void> {
    const code = await codeOfWindow();
    if (code === null) return;
    await signIn(code).catch(() => undefined);
    await this.refresh();
  }

  #arrived(status: Status): void {
    this.#missed = 0;
    this.#show({ connection: "live", status, at: Date.now(), refusal: null });
  }

  #refused(problem: Problem): void {
    this.#missed = 0;
    this.#show({ connection: "live", status: null, at: Date.now(), refusal: problem });
  }

  #failed(error: unknown): void {
    const before = this.#snapshot;
    if (error instanceof Refused && error.status === 401) {
      this.#closeStream();
      this.#show({ connection: "signed-out", status: null, at: before.at, refusal: null });
      return;
    }
    if (error instanceof Refused) {
      this.#refused(error.problem);
      return;
    }
    if (!(error instanceof Unreachable)) throw error;
    this.#closeStream();
    this.#missed += 1;
    if (this.#missed >= LOST_AFTER) this.#show({ ...before, connection: "lost" });
  }

  #show(snapshot: Snapshot): void {
    const urgent = snapshot.connection !== this.#snapshot.connection || snapshot.status?.state !== this.#snapshot.status?.state;
    this.#snapshot = snapshot;
    clearTimeout(this.#drawing);
    const wait = urgent ? 0 : Math.max(0, DRAW_AT_MOST_EVERY - (performance.now() - this.#drawnAt));
    if (wait === 0) this.#draw();
    else this.#drawing = window.setTimeout(() => this.#draw(), wait);
  }

  #draw(): void {
    this.#drawnAt = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
