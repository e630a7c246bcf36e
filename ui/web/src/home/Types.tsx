import type { CSSProperties } from "react";

import type { Totals, TypeTotals } from "@/api/types";
import { words } from "@/words";

const say = words.types;

interface Props {
  types: readonly TypeTotals[];
  totals: Totals;
  /** Markers of folders: files of their own kind, listed and skipped, that nobody calls photos. */
  markers: number;
}

/** What the sources hold: one bar for all bytes, each type as long as its share, and the exact numbers under it. */
export function Types({ types, totals, markers }: Props) {
  const shown = types.map((type) => (type.media_type === "raw" ? withoutMarkers(type, markers) : type)).filter((type) => type.photos > 0);
  return (
    <section className="panel" aria-labelledby="types-heading">
      <h2 id="types-heading" className="heading">
        {say.heading}
      </h2>
      <p className="types-total">
        <span className="types-number">{words.photos(totals.listed - markers)}</span> <span className="types-size">{words.size(totals.bytes)}</span>
      </p>
      {totals.originals > 0 && totals.originals < totals.safe ? <p className="quiet">{say.twins(totals.safe, totals.originals)}</p> : null}
      <div className="proportion" aria-hidden="true">
        {shown.map((type) => (
          <span key={type.media_type} className="proportion-part" data-type={type.media_type} style={{ "--share": type.bytes } as CSSProperties} />
        ))}
      </div>
      <ul className="types">
        {shown.map((type) => (
          <TypeRow key={type.media_type} type={type} />
        ))}
      </ul>
    </section>
  );
}

/** A marker has no ending in its name, and is none of the other kinds. */
function withoutMarkers(type: TypeTotals, markers: number): TypeTotals {
  return { ...type, photos: Math.max(type.safe, type.photos - markers) };
}

function TypeRow({ type }: { type: TypeTotals }) {
  return (
    <li className="type">
      <span className="type-swatch" data-type={type.media_type} aria-hidden="true" />
      <span className="type-name">{say.names[type.media_type]}</span>
      <span className="type-count">{words.number(type.photos)}</span>
      <span className="type-size">{words.size(type.bytes)}</span>
      {type.safe === type.photos ? null : <span className="type-safe">{say.safeOf(type.safe, type.photos)}</span>}
    </li>
  );
}
