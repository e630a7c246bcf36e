import { useState } from "react";

import type { Cluster } from "@/api/types";
import { words } from "@/words";
import { number } from "@/words/locale";

/** Photos that were taken near each other: one of them, and how many there are. */
export function Marker({ cluster, at, open }: { cluster: Cluster; at: { left: number; top: number }; open: (cluster: Cluster) => void }) {
  const [bare, setBare] = useState(false);
  const label = words.globe.cluster(cluster.photos, cluster.latitude, cluster.longitude);
  return (
    <button type="button" className="marker" style={{ transform: `translate(${String(Math.round(at.left))}px, ${String(Math.round(at.top))}px)` }} aria-label={label} title={label} onClick={() => open(cluster)}>
      {bare ? null : <img className="marker-picture" src={`/api/photos/${String(cluster.photo)}/thumbnail?size=256`} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBare(true)} />}
      {cluster.photos === 1 ? null : <span className="marker-count">{number(cluster.photos)}</span>}
    </button>
  );
}
