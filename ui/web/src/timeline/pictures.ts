/** The thumbnails of the photos that are seen: in packs, what is seen first, at most four requests at once, and those for what is seen no more are given up. */

import { getBytes, postBytes, Refused } from "@/api/client";
import type { PhotoState } from "@/api/types";

/** What the server says of a photo beside its thumbnail. */
export interface About {
  id: number;
  name: string;
  taken: string | null;
  state: PhotoState;
  kind: string;
  rating: number | null;
  pick: "pick" | "reject" | null;
  star: boolean;
  duration: number | null;
  url: string;
  bytes: number;
  /** There is no thumbnail yet, but there can be one. */
  making: boolean;
}

interface Kept {
  about: About | null;
  url: string | null;
  sharp: string | null;
}

interface Running {
  ids: ReadonlySet<number>;
  abort: AbortController;
}

/** A photo that is seen, and how wide in pixels of the screen. */
export interface Sight {
  id: number;
  width: number;
}

const AT_ONCE = 4;
/** Milliseconds between two rounds of requests: to start one costs more than to draw, and who flies past looks at nothing. Who rests waits for none. */
const ROUND = 60;
/** Until what failed is asked for again. */
const PATIENCE = 2_000;
const PACK = 48;
const KEPT = 1500;
/** The thumbnails of a pack lie within so many pixels; larger ones are fetched for what is seen while the person rests. */
const SMALL = 256;
const SHARP = 512;

export class Pictures {
  private readonly kept = new Map<number, Kept>();
  private readonly running = new Set<Running>();
  private wished: readonly number[] = [];
  private sights: readonly Sight[] = [];
  private readonly stale = new Set<number>();
  private readonly refused = new Set<string>();
  private readonly come: (ids: readonly number[]) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pumped = -ROUND;
  /** Nothing is asked for before: the last request failed. */
  private patientUntil = 0;

  constructor(come: (ids: readonly number[]) => void) {
    this.come = come;
  }

  /** The best picture of a photo that is there; null: none is, undefined: nothing is known yet. */
  urlOf(id: number): string | null | undefined {
    const kept = this.kept.get(id);
    return kept === undefined ? undefined : (kept.sharp ?? kept.url);
  }

  aboutOf(id: number): About | null {
    return this.kept.get(id)?.about ?? null;
  }

  /** These are seen or soon will be, the most wanted first; while `moving`, nothing is sharpened. */
  want(ids: readonly number[], sights: readonly Sight[]): void {
    this.wished = ids;
    this.sights = sights;
    const wanted = new Set(ids);
    for (const one of this.running) if (![...one.ids].some((id) => wanted.has(id))) one.abort.abort();
    this.pumpSoon();
  }

  /** What was said of photos may be another thing now. */
  askAnew(): void {
    for (const id of this.kept.keys()) this.stale.add(id);
    this.pumpSoon();
  }

  close(): void {
    clearTimeout(this.timer);
    this.wished = [];
    this.sights = [];
    for (const one of this.running) one.abort.abort();
    for (const id of [...this.kept.keys()]) this.drop(id);
  }

  /** Never within a frame. */
  private pumpSoon(): void {
    clearTimeout(this.timer);
    const now = performance.now();
    this.timer = setTimeout(() => this.pump(), Math.max(0, this.sights.length > 0 ? 0 : this.pumped + ROUND - now, this.patientUntil - now));
  }

  private pump(): void {
    this.pumped = performance.now();
    while (this.running.size < AT_ONCE) {
      const asked = new Set([...this.running].flatMap((one) => [...one.ids]));
      const ids = this.wished.filter((id) => (!this.kept.has(id) || this.stale.has(id)) && !asked.has(id)).slice(0, PACK);
      if (ids.length > 0) this.start(ids, (signal) => this.fetchPack(ids, signal));
      else if (!this.sharpenOne(asked)) return;
    }
  }

  private start(ids: readonly number[], work: (signal: AbortSignal) => Promise<void>): void {
    const running = { ids: new Set(ids), abort: new AbortController() };
    this.running.add(running);
    void work(running.abort.signal).then(
      () => {
        this.running.delete(running);
        this.come(ids);
        this.pumpSoon();
      },
      () => {
        this.running.delete(running);
        if (running.abort.signal.aborted) return;
        this.patientUntil = performance.now() + PATIENCE; // nobody answers: until somebody does again
        this.pumpSoon();
      },
    );
  }

  private async fetchPack(ids: readonly number[], signal: AbortSignal): Promise<void> {
    const pack = await postBytes("/api/timeline/pack", { photos: ids }, signal);
    const length = new DataView(pack).getUint32(0, true);
    const told = JSON.parse(new TextDecoder().decode(new Uint8Array(pack, 4, length))) as About[];
    let at = 4 + length;
    for (const id of ids) this.keep(id, { about: null, url: null, sharp: null });
    for (const about of told) {
      this.keep(about.id, { about, url: about.bytes > 0 ? pictureOf(pack.slice(at, at + about.bytes)) : null, sharp: null });
      at += about.bytes;
    }
  }

  /** A thumbnail that is still to be made, or a larger one where the small one is too small. */
  private sharpenOne(asked: ReadonlySet<number>): boolean {
    const one = this.sights.find(({ id, width }) => !asked.has(id) && this.lacks(id, width));
    if (one === undefined) return false;
    const { about, url } = this.kept.get(one.id) ?? {};
    if (about == null) return false;
    const address = `${about.url}&size=${url == null ? SMALL : SHARP}`;
    this.refused.add(address);
    this.start([one.id], async (signal) => {
      const read = await getBytes(address, null, signal).catch((error: unknown) => {
        if (error instanceof Refused) return null; // there is none, and it stays so
        this.refused.delete(address);
        throw error;
      });
      const kept = this.kept.get(one.id);
      if (read === null || kept === undefined) return;
      if (kept.url === null) kept.url = pictureOf(read.bytes);
      else kept.sharp = pictureOf(read.bytes);
    });
    return true;
  }

  private lacks(id: number, width: number): boolean {
    const kept = this.kept.get(id);
    if (kept?.about == null) return false;
    if (kept.url === null) return kept.about.making && !this.refused.has(`${kept.about.url}&size=${SMALL}`);
    return kept.sharp === null && width > SMALL * 1.15 && !this.refused.has(`${kept.about.url}&size=${SHARP}`);
  }

  private keep(id: number, kept: Kept): void {
    this.drop(id);
    this.kept.set(id, kept);
    if (this.kept.size <= KEPT) return;
    const seen = new Set(this.wished);
    for (const old of this.kept.keys()) {
      if (this.kept.size <= KEPT) return;
      if (!seen.has(old)) this.drop(old);
    }
  }

  private drop(id: number): void {
    const kept = this.kept.get(id);
    if (kept === undefined) return;
    for (const url of [kept.url, kept.sharp]) if (url !== null) URL.revokeObjectURL(url);
    if (kept.about !== null && kept.sharp !== null) this.refused.delete(`${kept.about.url}&size=${SHARP}`);
    this.kept.delete(id);
    this.stale.delete(id);
  }
}

function pictureOf(bytes: ArrayBuffer): string {
  return URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
}
