import { FileImage, Image, type LucideIcon, Video } from "lucide-react";
import type { CSSProperties } from "react";

import type { MediaType, Totals, TypeTotals } from "@/api/types";
import { words } from "@/words/en";

const say = words.types;
const ICONS: Record<MediaType, LucideIcon> = { image: Image, video: Video, raw: FileImage };

/** What the sources hold, by type. Each bar is as long as the type's share of the bytes; its filled part is safe. */
export function Types({ types, totals }: { types: readonly TypeTotals[]; totals: Totals }) {
  return (
    <section className="panel" aria-labelledby="types-heading">
      <h2 id="types-heading" className="heading">
        {say.heading}
      </h2>
      <p className="types-total">
        <span className="types-number">{words.photos(totals.listed)}</span> <span className="types-size">{words.size(totals.bytes)}</span>
      </p>
      <ul className="types">
        {types.map((type) => (
          <TypeRow key={type.media_type} type={type} largest={Math.max(...types.map((other) => other.photos), 1)} />
        ))}
      </ul>
    </section>
  );
}

function TypeRow({ type, largest }: { type: TypeTotals; largest: number }) {
  const Icon = ICONS[type.media_type];
  return (
    <li className="type">
      <Icon size={15} aria-hidden="true" className="type-icon" />
      <span className="type-name">{say.names[type.media_type]}</span>
      <span className="type-count">{say.row(type.photos, type.bytes)}</span>
      <div
        className="type-bar"
        role="img"
        aria-label={say.safeOf(type.safe, type.photos)}
        title={say.safeOf(type.safe, type.photos)}
        style={{ "--part": type.photos / largest, "--safe-part": type.safe / Math.max(1, type.photos) } as CSSProperties}
      />
    </li>
  );
}
