import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { get } from "@/api/client";
import type { Photo, PhotoInFull } from "@/api/types";
import { addressOf } from "@/domain/route";
import { About } from "@/folders/About";
import { NoPicture } from "@/folders/NoPicture";
import { leavePlace, replacePlace } from "@/frame/useRoute";
import { Name } from "@/parts/Foreign";
import { words } from "@/words/en";

const say = words.viewer;

interface Props {
  folder: number;
  photo: number;
  photos: readonly Photo[];
  more: () => void;
  /** Tells the grid which photo was looked at last, by its place. */
  seen: (place: number) => void;
  now: number;
}

/** One photo, large, with all that is known of it. Escape closes it; the arrows go on to the next. */
export function Viewer({ folder, photo, photos, more, seen, now }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const whole = useWhole(photo);
  const [largeOf, setLargeOf] = useState<number | null>(null);
  const large = largeOf === photo;
  const place = photos.findIndex((one) => one.id === photo);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (place >= 0) seen(place);
    if (place > photos.length - 3) more();
  }, [place, photos.length, seen, more]);
  const go = (by: number) => {
    const to = place < 0 ? undefined : photos[place + by];
    if (to !== undefined) replacePlace(addressOf(folder, to.id));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(by);
  };
  const name = whole?.filename ?? photos[place]?.filename ?? "";
  return (
    <dialog ref={dialog} className="viewer" aria-labelledby="viewer-name" onKeyDown={press} onCancel={(event) => {
      event.preventDefault();
      leavePlace(addressOf(folder));
    }}>
      <div className="viewer-stage">
        <Stage photo={whole ?? photos[place]} original={large && whole !== null ? (whole.original?.url ?? null) : null} key={photo} />
        <Turn label={say.previous} icon={<ChevronLeft size={22} aria-hidden="true" />} side="start" off={place <= 0} go={() => go(-1)} />
        <Turn label={say.next} icon={<ChevronRight size={22} aria-hidden="true" />} side="end" off={place < 0 || place >= photos.length - 1} go={() => go(1)} />
      </div>
      <div className="viewer-side">
        <div className="viewer-top">
          <h2 id="viewer-name" className="viewer-name">
            <Name text={name} />
          </h2>
          <button type="button" className="icon-button" aria-label={say.close} title={say.close} onClick={() => leavePlace(addressOf(folder))}>
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        {whole === null ? <p className="quiet">{words.folders.loading}</p> : <About key={whole.id} photo={whole} now={now} large={large} enlarge={() => setLargeOf(large ? null : photo)} />}
      </div>
    </dialog>
  );
}

function useWhole(photo: number): PhotoInFull | null {
  const [whole, setWhole] = useState<PhotoInFull | null>(null);
  useEffect(() => {
    let current = true;
    get<PhotoInFull>(`/api/photos/${photo}`).then(
      (read) => current && setWhole(read),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [photo]);
  return whole?.id === photo ? whole : null;
}

/** The picture in 1600 pixels, or as the library has it; the small one lies under it until it is there. */
function Stage({ photo, original }: { photo: Photo | undefined; original: string | null }) {
  const [broken, setBroken] = useState(false);
  const [ready, setReady] = useState(false);
  if (photo === undefined) return null;
  if (original !== null && !broken) {
    return <img key={original} className="viewer-picture" src={original} alt={words.viewer.picture} onError={() => setBroken(true)} />;
  }
  if (photo.has_thumbnail === false || broken) return <NoPicture photo={photo} size={48} />;
  return (
    <>
      {ready ? null : <img className="viewer-small" src={`${photo.thumbnail_url}&size=256`} alt="" />}
      <img className="viewer-picture" src={`${photo.thumbnail_url}&size=1600`} alt={words.viewer.picture} onLoad={() => setReady(true)} onError={() => setBroken(true)} />
    </>
  );
}

function Turn({ label, icon, side, off, go }: { label: string; icon: React.ReactNode; side: "start" | "end"; off: boolean; go: () => void }) {
  return (
    <button type="button" className="viewer-turn" data-side={side} aria-label={label} title={label} aria-disabled={off || undefined} onClick={go}>
      {icon}
    </button>
  );
}
