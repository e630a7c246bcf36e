import { useState } from "react";

import type { PhotoInFull } from "@/api/types";
import { words } from "@/words";

/** A film plays as the library has it, streamed; the browser asks for the part that it needs. */
export function Film({ photo, url }: { photo: PhotoInFull; url: string }) {
  const [broken, setBroken] = useState(false);
  return (
    <>
      <video className="viewer-film" src={url} poster={photo.has_thumbnail === false ? undefined : `${photo.thumbnail_url}&size=1600`} controls preload="metadata" playsInline
        aria-label={words.viewing.film} onError={() => setBroken(true)} />
      {broken ? <p className="viewer-note" role="status">{words.viewing.filmUnshown}</p> : null}
    </>
  );
}

/** Space plays the film that is shown, or stops it; false: there is none. */
export function playOrStop(place: HTMLElement | null): boolean {
  const film = place?.querySelector("video") ?? null;
  if (film === null) return false;
  if (film.paused) void film.play();
  else film.pause();
  return true;
}
