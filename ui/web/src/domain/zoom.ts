/** How a picture lies in its frame: whole at first, then larger about the point that is looked at, never lost beyond an edge. */

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the whole picture lies when it just fits. */
export interface Box extends Size {
  left: number;
  top: number;
}

/** `scale`: how often larger than when it fits; `x`, `y`: how far its frame was moved. */
export interface View extends Point {
  scale: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
/** Nobody needs to see a pixel larger than this. */
const LARGEST_PIXEL = 8;

/** The largest box of the picture's shape within the frame, in its middle. */
export function fitted(frame: Size, picture: Size): Box {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { width, height, left: (frame.width - width) / 2, top: (frame.height - height) / 2 };
}

/** The scale at which one pixel of the picture is one of the screen; of a picture that is smaller than its frame, twice its fit. */
export function fullScale(box: Box, picture: Size, pixelRatio: number): number {
  const full = picture.width / pixelRatio / box.width;
  return full > 1.05 ? full : 2;
}

/** The view at another scale, in which the same spot of the picture lies under the point. */
export function scaledTo(view: View, scale: number, point: Point, frame: Size, box: Box, full: number): View {
  const to = Math.min(Math.max(scale, 1), full * LARGEST_PIXEL);
  const by = to / view.scale;
  return held({ scale: to, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }, frame, box);
}

export function moved(view: View, by: Point, frame: Size, box: Box): View {
  return held({ ...view, x: view.x + by.x, y: view.y + by.y }, frame, box);
}

/** No edge of the picture leaves the frame's; where it is smaller than the frame, it lies in the middle. */
export function held(view: View, frame: Size, box: Box): View {
  if (view.scale <= 1) return WHOLE;
  return {
    scale: view.scale,
    x: along(view.x, view.scale, frame.width, box.left, box.width),
    y: along(view.y, view.scale, frame.height, box.top, box.height),
  };
}

function along(at: number, scale: number, frame: number, start: number, length: number): number {
  const scaled = length * scale;
  if (scaled <= frame) return (frame - scaled) / 2 - start * scale;
  const [most, least] = [-start * scale, frame - scaled - start * scale];
  return Math.min(most, Math.max(least, at));
}
