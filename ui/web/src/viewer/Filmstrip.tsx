import { useLayoutEffect, useRef, useState } from "react";

import { visible } from "@/domain/foreign";
import type { Sequence } from "@/photos/sequence";
import { words } from "@/words";

const STEP = 60;
const MOST = 39;

interface Props {
  sequence: Sequence;
  place: number;
  go: (place: number) => void;
}

/** The photos before and after this one, as many as there is room for; the keyboard has its arrows for them. */
export function Filmstrip({ sequence, place, go }: Props) {
  const strip = useRef<HTMLElement>(null);
  const room = useRoom(strip);
  const first = Math.max(0, Math.min(place - Math.floor(room / 2), sequence.length - room));
  const places = Array.from({ length: Math.min(room, sequence.length) }, (_, index) => first + index);
  return (
    <nav ref={strip} className="filmstrip" aria-label={words.viewing.filmstrip}>
      {places.map((at) => (
        <Frame key={sequence.idAt(at) ?? at} sequence={sequence} at={at} current={at === place} go={go} />
      ))}
    </nav>
  );
}

function Frame({ sequence, at, current, go }: { sequence: Sequence; at: number; current: boolean; go: (place: number) => void }) {
  const photo = sequence.photoAt?.(at);
  const id = sequence.idAt(at);
  const url = photo === undefined ? `/api/photos/${id ?? 0}/thumbnail?size=256` : photo.has_thumbnail === false ? null : `${photo.thumbnail_url}&size=256`;
  const name = photo === undefined ? words.viewing.place(at + 1, sequence.length) : visible(photo.filename);
  return (
    <button type="button" className="filmstrip-frame" tabIndex={-1} aria-current={current || undefined} aria-label={name} title={name} onClick={() => go(at)}>
      {url === null || !url.includes("?") || id === undefined ? null : <img src={url} alt="" decoding="async" draggable={false} />}
    </button>
  );
}

/** How many fit; an odd number, so that the photo stands in the middle. */
function useRoom(strip: React.RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(9);
  useLayoutEffect(() => {
    const place = strip.current;
    if (place === null) return;
    const measure = () => {
      const fit = Math.min(MOST, Math.max(1, Math.floor(place.clientWidth / STEP)));
      setRoom(fit % 2 === 1 ? fit : fit - 1);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    return () => watch.disconnect();
  }, [strip]);
  return room;
}
