import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";

import { type Ring, toY, unwound } from "@/domain/mercator";

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** Land and borders as paths in a square of side 1,000. */
export interface World {
  land: string;
  borders: string;
}

const SIDE = 1000;

/** Coasts and borders, read from this computer; nobody else is asked. */
export const worlds = { coarse: kept(coarse), fine: kept(fine) };

function kept(address: string): () => Promise<World> {
  let read: Promise<World> | undefined;
  return () => (read ??= fetch(address).then(async (answer) => drawn((await answer.json()) as Atlas)));
}

function drawn(atlas: Atlas): World {
  const shapes = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : geometry.type === "Polygon" ? geometry.coordinates : [],
  );
  const lines = mesh(atlas, atlas.objects.countries, (one, other) => one !== other).coordinates;
  return { land: shapes.map((ring) => `${path(ring)}Z`).join(""), borders: lines.map(path).join("") };
}

function path(ring: Ring): string {
  return `M${unwound(ring).map(([longitude, latitude]) => `${((longitude + 180) / 360 * SIDE).toFixed(3)},${(toY(latitude) * SIDE).toFixed(3)}`).join("L")}`;
}
