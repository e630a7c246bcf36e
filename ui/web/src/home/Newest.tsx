import { Film, Image } from "lucide-react";
import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Found, FoundPhoto } from "@/api/types";
import { listAt } from "@/domain/route";
import { words } from "@/words";

const say = words.activity.newest;
const SHOWN = 12;

/** The photos that were taken last: safety and photos stand on one page. Each opens over the timeline. */
export function Newest({ version }: { version: string }) {
  const photos = useNewest(version);
  // A row of empty squares would say nothing: pictures are made when nobody waits, and appear then.
  if (!photos.some((photo) => photo.has_thumbnail === true)) return null;
  return (
    <section className="panel newest" aria-labelledby="newest-heading">
      <div className="heading-line">
        <h2 id="newest-heading" className="heading">
          {say.heading}
        </h2>
        <a className="library-why" href={listAt("timeline")}>
          {say.all}
        </a>
      </div>
      <ul className="newest-row" aria-label={say.label}>
        {photos.map((photo) => (
          <li key={photo.id}>
            <a className="newest-photo" href={listAt("timeline", photo.id)} aria-label={say.open(photo.filename)} title={photo.filename}>
              <Picture photo={photo} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Picture({ photo }: { photo: FoundPhoto }) {
  const [broken, setBroken] = useState(false);
  const Icon = photo.media_type === "video" ? Film : Image;
  if (photo.has_thumbnail !== true || broken) return <Icon size={22} strokeWidth={1.6} aria-hidden="true" />;
  return <img src={photo.thumbnail_url} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />;
}

function useNewest(version: string): readonly FoundPhoto[] {
  const [photos, setPhotos] = useState<readonly FoundPhoto[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    get<Found>(`/api/search?q=state%3Asafe&limit=${SHOWN}`, stop.signal).then(
      (found) => setPhotos(found.photos),
      () => undefined,
    );
    return () => stop.abort();
  }, [version]);
  return photos;
}
