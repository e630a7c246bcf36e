import { Aperture } from "lucide-react";
import { type ReactNode, useState } from "react";

import type { Shoot } from "@/api/types";
import { visible } from "@/domain/foreign";
import { listAt } from "@/domain/route";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";
import { days } from "@/words/locale";

const say = words.shoots;

/** Shoots side by side, each with its cover, when it was, and how much there is. */
export function Cards({ shoots, label, below }: { shoots: readonly Shoot[]; label: string; below?: (shoot: Shoot) => ReactNode }) {
  return (
    <ul className="shoots" aria-label={label}>
      {shoots.map((shoot) => (
        <li key={shoot.id} className="shoot">
          <a className="shoot-link" href={listAt("shoots", shoot.id)}>
            <Cover key={shoot.cover_url} url={shoot.cover_url} />
            <span className="shoot-name" title={visible(shoot.name)}>
              <Name text={shoot.name} />
            </span>
            <span className="shoot-facts">{factsOf(shoot).join(" · ")}</span>
          </a>
          {below?.(shoot)}
        </li>
      ))}
    </ul>
  );
}

/** When, where and with what, as far as anybody knows. */
export function factsOf(shoot: Shoot): string[] {
  const facts = [whenOf(shoot), shoot.location, say.photos(shoot.photos), shoot.camera];
  return facts.filter((fact): fact is string => fact !== null && fact !== "").map(visible);
}

/** The person's date before that of the photos. */
export function whenOf(shoot: Shoot): string | null {
  if (shoot.date !== null) return days(shoot.date, shoot.date);
  return shoot.begins_at === null || shoot.ends_at === null ? null : days(shoot.begins_at, shoot.ends_at);
}

function Cover({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="shoot-cover">
      {url === null || broken ? (
        <Aperture size={28} aria-hidden="true" />
      ) : (
        <img className="shoot-picture" src={`${url}&size=400`} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}
