import { Maximize, Minus, Plus } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";

import type { Cluster } from "@/api/types";
import { fitted, moved, placed, scaleOf, type Size, type View, zoomed } from "@/domain/mercator";
import { Marker } from "@/globe/Marker";
import { type World, worlds } from "@/globe/world";
import { words } from "@/words";

const say = words.globe;
const STEP = 80;
/** From here on the coarse coasts look coarse. */
const FINE = 3.5;
const SHOWN = 120;

interface Props {
  view: View | null;
  size: Size | null;
  clusters: readonly Cluster[];
  /** Without these it is a picture. */
  setSize?: (size: Size) => void;
  setView?: (view: View) => void;
  whole?: () => void;
  /** Leads to the photos, where there is nothing nearer to be seen. */
  show?: () => void;
}

/** The world with the photos on it. Drag, wheel and buttons move it, and so do arrow keys, plus and minus. */
export function WorldMap({ view, size, clusters, setSize, setView, whole, show }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const world = useWorld(view !== null && view.zoom >= FINE);
  useSize(room, setSize);
  const change = (next: View) => setView?.(next);
  useWheel(room, (by, right, down) => {
    if (view !== null && size !== null) change(zoomed(view, by, right, down, size));
  });
  const drag = useDrag((right, down) => {
    if (view !== null && size !== null) change(moved(view, -right, -down, size));
  });
  const press = (event: KeyboardEvent) => {
    const next = view === null || size === null ? null : pressed(event.key, view, size);
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    change(next);
  };
  const near = (by: number) => {
    if (view !== null && size !== null) change(zoomed(view, by, 0, 0, size));
  };
  const open = (cluster: Cluster) => {
    if (view === null || size === null) return;
    const next = fitted(cluster.part, size, 12);
    if (next.zoom > view.zoom + 0.3) change(next);
    else show?.();
  };
  if (setView === undefined) return <div className="map map-still" aria-hidden="true">{view === null || size === null ? null : <Land world={world} view={view} size={size} />}</div>;
  return (
    <div ref={room} className="map" role="group" tabIndex={0} aria-label={say.map} onKeyDown={press} {...drag}>
      {view === null || size === null ? null : (
        <>
          <Land world={world} view={view} size={size} />
          {clusters.slice(0, SHOWN).map((cluster) => (
            <Marker key={`${String(cluster.photo)} ${String(cluster.photos)}`} cluster={cluster} at={placed(view, cluster.latitude, cluster.longitude, size)} open={open} />
          ))}
        </>
      )}
      <div className="map-buttons">
        <MapButton label={say.nearer} icon={<Plus size={16} aria-hidden="true" />} act={() => near(1)} />
        <MapButton label={say.farther} icon={<Minus size={16} aria-hidden="true" />} act={() => near(-1)} />
        <MapButton label={say.whole} icon={<Maximize size={16} aria-hidden="true" />} act={() => whole?.()} />
      </div>
    </div>
  );
}

function MapButton({ label, icon, act }: { label: string; icon: ReactNode; act: () => void }) {
  return (
    <button type="button" className="map-button" aria-label={label} title={label} onClick={act}>
      {icon}
    </button>
  );
}

/** Coasts and borders; the world is drawn three times, so that it goes on beyond the 180th meridian. */
function Land({ world, view, size }: { world: World | null; view: View; size: Size }) {
  const scale = scaleOf(view.zoom);
  const at = (turn: number) => `translate(${String(size.width / 2 + (turn - view.x) * scale)} ${String(size.height / 2 - view.y * scale)}) scale(${String(scale / 1000)})`;
  return (
    <svg className="map-world" viewBox={`0 0 ${String(size.width)} ${String(size.height)}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {world === null ? null : [-1, 0, 1].map((turn) => (
        <g key={turn} transform={at(turn)}>
          <path className="map-land" d={world.land} />
          <path className="map-borders" d={world.borders} />
        </g>
      ))}
    </svg>
  );
}

function pressed(key: string, view: View, size: Size): View | null {
  const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key];
  if (step !== undefined) return moved(view, step[0] ?? 0, step[1] ?? 0, size);
  if (key === "+" || key === "=") return zoomed(view, 1, 0, 0, size);
  return key === "-" ? zoomed(view, -1, 0, 0, size) : null;
}

/** The coarse world at once, the fine one when it is needed. */
function useWorld(fine: boolean): World | null {
  const [known, setKnown] = useState<{ world: World; fine: boolean } | null>(null);
  useEffect(() => {
    let current = true;
    (fine ? worlds.fine : worlds.coarse)().then(
      (world) => {
        if (current) setKnown({ world, fine });
      },
      () => undefined, // Photos without coasts are better than no map.
    );
    return () => {
      current = false;
    };
  }, [fine]);
  return known?.world ?? null;
}

function useSize(room: React.RefObject<HTMLDivElement | null>, tell: ((size: Size) => void) | undefined) {
  const told = useRef(tell);
  useEffect(() => {
    told.current = tell;
  });
  useEffect(() => {
    const place = room.current;
    if (place === null) return;
    const watch = new ResizeObserver(() => told.current?.({ width: place.clientWidth, height: place.clientHeight }));
    watch.observe(place);
    return () => watch.disconnect();
  }, [room]);
}

/** The page does not scroll while the pointer zooms the map: React's own listener could not say so. */
function useWheel(room: React.RefObject<HTMLDivElement | null>, turn: (by: number, right: number, down: number) => void) {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const place = room.current;
    const hear = (event: WheelEvent) => {
      if (place === null) return;
      event.preventDefault();
      const box = place.getBoundingClientRect();
      latest.current(Math.max(-1, Math.min(1, -event.deltaY / 240)), event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
    };
    place?.addEventListener("wheel", hear, { passive: false });
    return () => place?.removeEventListener("wheel", hear);
  }, [room]);
}

/** Where the pointer is dragged, in pixels since the last time; a click on a marker is no drag. */
function useDrag(by: (right: number, down: number) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest("button") !== null) return;
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current === null) return;
      by(event.clientX - from.current.x, event.clientY - from.current.y);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      from.current = null;
    },
    onPointerCancel: () => {
      from.current = null;
    },
  };
}
