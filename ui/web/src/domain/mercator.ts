/** The map's arithmetic: Mercator's world as a square of side 1, seen through a window of pixels. */

/** Degrees; `west` is more than `east` where it goes over the 180th meridian. */
export interface Part {
  south: number;
  west: number;
  north: number;
  east: number;
}

/** The middle of what is seen, in the square, and how near: at `zoom` the world is 256 × 2^zoom pixels wide. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

const TILE = 256;
const FARTHEST = 0;
const NEAREST = 14;
/** Beyond this the square ends. */
const POLAR = 85.0511;
/** Between the middles of two clusters there are about so many pixels. */
const CELL = 72;

/** Longitudes and latitudes, one point after the other. */
export type Ring = readonly (readonly number[])[];

export const toX = (longitude: number) => (longitude + 180) / 360;

export function toY(latitude: number): number {
  const sine = Math.sin((Math.max(-POLAR, Math.min(POLAR, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const longitudeOf = (x: number) => wrapped(x) * 360 - 180;
export const latitudeOf = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** How many pixels the world is wide. */
export const scaleOf = (zoom: number) => TILE * 2 ** zoom;

/** What is seen through a window; a window wider than the world sees all of it. */
export function partOf(view: View, { width, height }: Size): Part {
  const scale = scaleOf(view.zoom);
  const [across, down] = [width / 2 / scale, height / 2 / scale];
  const whole = across >= 0.5;
  return {
    south: latitudeOf(Math.min(1, view.y + down)),
    west: whole ? -180 : longitudeOf(view.x - across),
    north: latitudeOf(Math.max(0, view.y - down)),
    east: whole ? 180 : longitudeOf(view.x + across),
  };
}

/** How many degrees a cell is wide, in steps, so that the cells stand still while the map is moved. */
export const cellOf = (zoom: number) => (CELL * 360) / scaleOf(Math.round(zoom));

/** The view in which a part fills the window, with room around it; never nearer than `nearest`. */
export function fitted(part: Part, { width, height }: Size, nearest = 11): View {
  const [west, east] = [toX(part.west), toX(part.east)];
  const across = east >= west ? east - west : east + 1 - west;
  const [top, bottom] = [toY(part.north), toY(part.south)];
  const room = (pixels: number, share: number) => Math.log2((pixels * 0.8) / TILE / Math.max(share, 1e-9));
  const zoom = Math.min(nearest, room(width, across), room(height, bottom - top));
  return held({ x: west + across / 2, y: (top + bottom) / 2, zoom }, { width, height });
}

/** Moved by so many pixels. */
export function moved(view: View, right: number, down: number, size: Size): View {
  const scale = scaleOf(view.zoom);
  return held({ ...view, x: view.x + right / scale, y: view.y + down / scale }, size);
}

/** Nearer or farther; what lies so many pixels from the middle stays where it is. */
export function zoomed(view: View, by: number, right: number, down: number, size: Size): View {
  const zoom = Math.max(farthest(size), Math.min(NEAREST, view.zoom + by));
  const change = 1 / scaleOf(view.zoom) - 1 / scaleOf(zoom);
  return held({ x: view.x + right * change, y: view.y + down * change, zoom }, size);
}

/** Where a point is seen, in pixels from the window's corner: the nearest of its repetitions around the globe. */
export function placed(view: View, latitude: number, longitude: number, { width, height }: Size): { left: number; top: number } {
  const scale = scaleOf(view.zoom);
  const aside = wrapped(toX(longitude) - view.x + 0.5) - 0.5;
  return { left: width / 2 + aside * scale, top: height / 2 + (toY(latitude) - view.y) * scale };
}

/** The world is never smaller than the window is high. */
function farthest({ height }: Size): number {
  return Math.max(FARTHEST, Math.log2(Math.max(height, 1) / TILE));
}

/** A ring whose longitudes go on beyond 180 instead of springing to -180; one around a pole is closed along its edge of the square. */
export function unwound(ring: Ring): [longitude: number, latitude: number][] {
  let turns = 0;
  let before = ring[0]?.[0] ?? 0;
  const points = ring.map(([longitude = 0, latitude = 0]): [number, number] => {
    if (Math.abs(longitude - before) > 180) turns += longitude < before ? 360 : -360;
    before = longitude;
    return [longitude + turns, latitude];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || turns === 0 || Math.abs(last[0] - first[0]) < 180) return points;
  const pole = first[1] < 0 ? -90 : 90;
  return [...points, [last[0], pole], [first[0], pole]];
}

/** Never above the north, never below the south. */
function held(view: View, size: Size): View {
  const zoom = Math.max(farthest(size), view.zoom);
  const half = Math.min(0.5, size.height / 2 / scaleOf(zoom));
  return { x: wrapped(view.x), y: Math.max(half, Math.min(1 - half, view.y)), zoom };
}

function wrapped(x: number): number {
  return ((x % 1) + 1) % 1;
}
