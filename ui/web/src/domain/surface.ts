/** A page of any height on a surface that browsers can scroll. Up to `MOST` they are the same. Above that, small steps stay as large as they
 * are made, and a leap goes as far in proportion; between the two the surface is set right when the person rests. */

/** Pixels: browsers draw wrongly, or stop, at 16 to 33 million. */
export const MOST = 8_000_000;
/** So many views at once are a leap. */
const LEAP = 6;
/** Near both ends the surface is as long as the page, so that small steps reach them. */
const NEAR = 100_000;

export class Surface {
  /** Of the surface itself. */
  readonly height: number;
  private at = 0;
  private last = 0;
  private readonly total: number;
  private readonly view: number;

  constructor(total: number, view: number) {
    this.total = total;
    this.view = view;
    this.height = Math.min(total, MOST);
  }

  get isScaled(): boolean {
    return this.total > this.height;
  }

  /** What is at the top of the view. */
  get top(): number {
    return this.at;
  }

  /** What must be added to a place of the page to find it on the surface. */
  get shift(): number {
    return this.last - this.at;
  }

  /** The surface was scrolled: what is at the top now. */
  scrolled(to: number): number {
    const by = to - this.last;
    if (!this.isScaled) this.at = to;
    else if (Math.abs(by) > LEAP * this.view) this.at = this.within(bent(to, this.height - this.view, this.most));
    else this.at = this.within(this.at + by);
    this.last = to;
    return this.at;
  }

  /** Goes somewhere: where the surface is to be scrolled to. */
  go(top: number): number {
    this.at = this.within(top);
    this.last = this.proper();
    return this.last;
  }

  /** The surface has no room left where the page still goes on, or the person rests while it is not where it should be. */
  isAstray(resting: boolean): boolean {
    if (!this.isScaled) return false;
    const off = Math.abs(this.last - this.proper());
    return off > 1 && (resting || this.last < this.view || this.last > this.height - 2 * this.view);
  }

  private get most(): number {
    return Math.max(0, this.total - this.view);
  }

  private within(top: number): number {
    return Math.max(0, Math.min(this.most, top));
  }

  private proper(): number {
    return this.isScaled ? Math.round(bent(this.at, this.most, this.height - this.view)) : this.at;
  }
}

/** A place of one length on another one: near the ends as far from them, between them in proportion. */
function bent(place: number, from: number, to: number): number {
  if (place <= NEAR) return place;
  if (place >= from - NEAR) return to - (from - place);
  return NEAR + ((place - NEAR) / (from - 2 * NEAR)) * (to - 2 * NEAR);
}
