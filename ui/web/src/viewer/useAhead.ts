import { useEffect, useRef } from "react";

import type { Sequence } from "@/photos/sequence";
import { knownOf, useVersion, want } from "@/viewer/known";

const AHEAD = [0, 1, -1, 2, -2] as const;

/** What is known of this photo and of the two before and after it, and their pictures, decoded: the next photo is there at once. */
export function useAhead(sequence: Sequence, photo: number, place: number): void {
  useVersion(); // the pictures of a row of numbers are known only when their photos are
  const pictures = useRef(new Map<string, HTMLImageElement>());
  useEffect(() => {
    const photos = place < 0 ? [photo] : AHEAD.map((step) => sequence.idAt(place + step)).filter((id) => id !== undefined);
    want(photos);
    const held = pictures.current;
    const urls = new Set<string>();
    for (const step of AHEAD) {
      const known = sequence.photoAt?.(place + step) ?? knownOf(sequence.idAt(place + step) ?? -1).whole;
      if (known != null && known.thumbnail_url.includes("?") && known.has_thumbnail !== false) urls.add(`${known.thumbnail_url}&size=1600`);
    }
    for (const [url, image] of held) if (!urls.has(url)) letGo(held, url, image);
    for (const url of urls) if (!held.has(url)) hold(held, url);
  });
  useEffect(() => {
    const held = pictures.current;
    return () => {
      for (const [url, image] of held) letGo(held, url, image);
      want([]);
    };
  }, []);
}

function hold(held: Map<string, HTMLImageElement>, url: string): void {
  const image = new Image();
  image.src = url;
  held.set(url, image);
  image.decode().catch(() => undefined); // one that cannot be had is told of where it is shown
}

/** An image without an address asks for nothing more. */
function letGo(held: Map<string, HTMLImageElement>, url: string, image: HTMLImageElement): void {
  held.delete(url);
  if (!image.complete) image.removeAttribute("src");
}
