import "@/styles/globe.css";

import { useMemo, useRef, useState } from "react";

import { Refused } from "@/api/client";
import type { Mapped } from "@/api/types";
import { fitted, type Part, partOf, type Size, type View } from "@/domain/mercator";
import { listAt, searchFor } from "@/domain/route";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { useClusters, useMapped } from "@/globe/useGlobe";
import { WorldMap } from "@/globe/WorldMap";
import { Said } from "@/parts/Foreign";
import { PhotoGrid } from "@/photos/PhotoGrid";
import { useSearch } from "@/search/useSearch";
import { words } from "@/words";

const say = words.globe;
const WORLD: Part = { south: -56, west: -170, north: 72, east: 170 };

/** Where the map was left: who comes back finds it there. */
let left: View | null = null;

/** Where the photos were taken; under the map, those that lie in the part of it that is seen. */
export function MapPage(place: PlaceProps) {
  const version = `${String(place.status.totals.safe)} ${place.status.job?.state ?? ""}`;
  const { mapped, error } = useMapped(version);
  return (
    <Place skip={words.skipContent} {...place}>
      <h1 className="folder-name">{say.heading}</h1>
      {mapped !== null ? <Content mapped={mapped} version={version} now={place.now} /> : error === null ? (
        <p className="folder-loading" role="status">{say.loading}</p>
      ) : (
        <p role="alert">{error instanceof Refused ? <Said text={error.problem.message} /> : words.notice.offline}</p>
      )}
    </Place>
  );
}

function Content({ mapped, version, now }: { mapped: Mapped; version: string; now: number }) {
  if (mapped.extent === null) return <Empty />;
  return <Mapping extent={mapped.extent} unplaced={mapped.unplaced} version={version} now={now} />;
}

function Mapping({ extent, unplaced, version, now }: { extent: Part; unplaced: number; version: string; now: number }) {
  const [size, setSize] = useState<Size | null>(null);
  const [chosen, setChosen] = useState<View | null>(left);
  const grid = useRef<HTMLDivElement>(null);
  const view = size === null ? null : (chosen ?? fitted(extent, size, 9));
  const part = view === null || size === null ? null : partOf(view, size);
  const { clusters, part: seen } = useClusters(part, view?.zoom ?? 0, version);
  const change = (next: View) => {
    left = next;
    setChosen(next);
  };
  const count = clusters.reduce((sum, one) => sum + one.photos, 0);
  return (
    <>
      <WorldMap view={view} size={size} setSize={setSize} setView={change} clusters={clusters} whole={() => change(fitted(extent, size ?? { width: 1, height: 1 }, 9))} show={() => grid.current?.focus()} />
      <div className="map-said">
        <p className="map-count" role="status">{say.here(count)}</p>
        {unplaced === 0 ? null : <a href={searchFor("-has:place")}>{say.unplaced(unplaced)}</a>}
      </div>
      <div ref={grid} tabIndex={-1} className="map-photos" aria-label={say.here(count)} role="group">
        {seen === null ? null : <Photos part={seen} version={count} now={now} />}
      </div>
    </>
  );
}

function Photos({ part, version, now }: { part: Part; version: number; now: number }) {
  const query = useMemo(() => `box:${[part.south, part.west, part.north, part.east].map((degrees) => degrees.toFixed(5)).join(",")}`, [part]);
  const { photos, more, read, busy } = useSearch(query, version);
  return (
    <div aria-busy={busy}>
      <PhotoGrid photos={photos} more={more} read={read} now={now} name="map" />
    </div>
  );
}

function Empty() {
  return (
    <div className="panel map-empty">
      <WorldMap view={fitted(WORLD, { width: 720, height: 320 })} size={{ width: 720, height: 320 }} clusters={[]} />
      <p className="map-count">{say.none}</p>
      <p className="quiet">
        {say.noneHint} <a href={listAt("missing")}>{say.missing}</a>
      </p>
    </div>
  );
}
