import { type PointerEvent as Pointed, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

import { fitted, fullScale, moved, type Point, scaledTo, type Size, type View, WHOLE } from "@/domain/zoom";

const STEP = 1.5;
/** Pixels that a finger moves before it is a swipe. */
const SWIPE = 60;

export interface Zoom {
  view: View;
  /** It follows the hand: no transition. */
  held: boolean;
  /** One pixel of the picture on one of the screen, in per cent; null while its size is not known. */
  percent: number | null;
  toggle: () => void;
  step: (nearer: boolean) => void;
  pan: (by: Point) => void;
  hands: {
    onPointerDown: (event: Pointed) => void;
    onPointerMove: (event: Pointed) => void;
    onPointerUp: (event: Pointed) => void;
    onPointerCancel: (event: Pointed) => void;
    onDoubleClick: () => void;
  };
}

/** Several pictures are looked at as one. */
type Shared = [View, (change: (before: View) => View) => void];

/** How a picture of this size is looked at in its frame: by keys, wheel, drag, pinch, and a swipe that turns the page. */
export function useZoom(frame: RefObject<HTMLElement | null>, picture: Size | null, swipe: (forward: boolean) => void, shared?: Shared): Zoom {
  const own = useState(WHOLE);
  const [view, setView] = shared ?? own;
  const [held, setHeld] = useState(false);
  const fingers = useRef(new Map<number, Point>());
  const began = useRef<Point | null>(null);
  const cursor = useRef<Point | null>(null);
  const size = useSize(frame);
  const box = picture === null ? null : fitted(size, picture);
  const full = picture === null || box === null ? 1 : fullScale(box, picture, devicePixelRatio);
  const at = (event: { clientX: number; clientY: number }): Point => {
    const place = frame.current?.getBoundingClientRect();
    return { x: event.clientX - (place?.left ?? 0), y: event.clientY - (place?.top ?? 0) };
  };
  const to = (scale: (before: number) => number, point?: Point) => {
    if (box === null) return;
    const middle = point ?? cursor.current ?? { x: size.width / 2, y: size.height / 2 };
    setView((before) => scaledTo(before, scale(before.scale), middle, size, box, full));
  };
  const pan = (by: Point) => {
    if (box !== null) setView((before) => moved(before, by, size, box));
  };
  const toggle = () => to((before) => (before > 1 ? 1 : full));
  useWheel(frame, (event) => {
    cursor.current = at(event);
    if (event.ctrlKey) to((before) => before * Math.exp(-event.deltaY / 200), at(event));
    else pan({ x: -event.deltaX, y: -event.deltaY });
    return event.ctrlKey || view.scale > 1;
  });
  const release = (event: Pointed) => {
    const start = began.current;
    fingers.current.delete(event.pointerId);
    if (fingers.current.size > 0) return;
    began.current = null;
    setHeld(false);
    if (start === null || view.scale > 1 || event.pointerType === "mouse") return;
    const [across, down] = [at(event).x - start.x, at(event).y - start.y];
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) swipe(across < 0);
  };
  return {
    view,
    held,
    percent: picture === null || box === null ? null : Math.round(((box.width * view.scale * devicePixelRatio) / picture.width) * 100),
    toggle,
    step: (nearer) => to((before) => (nearer ? before * STEP : before / STEP)),
    pan,
    hands: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, at(event));
        began.current = fingers.current.size === 1 ? at(event) : null;
        setHeld(true);
      },
      onPointerMove: (event) => {
        cursor.current = at(event);
        const before = fingers.current.get(event.pointerId);
        if (before === undefined) return;
        const now = at(event);
        const [other] = [...fingers.current].filter(([finger]) => finger !== event.pointerId).map(([, point]) => point);
        fingers.current.set(event.pointerId, now);
        if (other === undefined) pan({ x: now.x - before.x, y: now.y - before.y });
        else to((scale) => (scale * distance(now, other)) / Math.max(1, distance(before, other)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      },
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick: toggle,
    },
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** How large the frame is. */
function useSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const measure = () => setSize({ width: Math.max(1, place.clientWidth), height: Math.max(1, place.clientHeight) });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    return () => watch.disconnect();
  }, [frame]);
  return size;
}

/** React listens to the wheel passively, and could not keep the page from growing. */
function useWheel(frame: RefObject<HTMLElement | null>, turn: (event: WheelEvent) => boolean): void {
  useEffect(() => {
    const place = frame.current;
    const listen = (event: WheelEvent) => {
      if (turn(event)) event.preventDefault();
    };
    place?.addEventListener("wheel", listen, { passive: false });
    return () => place?.removeEventListener("wheel", listen);
  });
}
