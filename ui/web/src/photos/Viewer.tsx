import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import { Refused } from "@/api/client";
import type { PhotoInFull } from "@/api/types";
import { visible } from "@/domain/foreign";
import { About } from "@/folders/About";
import { Stage } from "@/folders/Stage";
import { useWhole } from "@/folders/useWhole";
import { Name, Said } from "@/parts/Foreign";
import { Marks } from "@/photos/Marks";
import type { Sequence } from "@/photos/sequence";
import { words } from "@/words";

const say = words.viewer;

interface Props {
  photo: number;
  /** The photos that arrows, Home and End lead through. */
  sequence: Sequence;
  /** Leads to another photo of the list. */
  turn: (photo: number) => void;
  leave: () => void;
  /** Told what was read of the photo. */
  read?: ((whole: PhotoInFull) => void) | undefined;
  /** Tells the grid which photo was looked at last, by its place. */
  seen: (place: number) => void;
  now: number;
}

/** One photo, large, with all that is known of it. Escape closes it; arrows, space, Home and End go to others. */
export function Viewer({ photo, sequence, turn, leave, read, seen, now }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { whole, error } = useWhole(photo);
  const [largeOf, setLargeOf] = useState<number | null>(null);
  const large = largeOf === photo;
  const place = sequence.placeOf(photo);
  const known = sequence.photoAt?.(place);
  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
  }, []);
  useEffect(() => {
    if (whole !== null) read?.(whole);
  }, [whole, read]);
  useEffect(() => {
    if (place >= 0) seen(place);
    if (place > sequence.length - 3) sequence.more?.();
  }, [place, sequence, seen]);
  const go = (to: number) => {
    const other = place < 0 ? undefined : sequence.idAt(to);
    if (other !== undefined) turn(other);
  };
  const press = (event: KeyboardEvent) => {
    const to = ledTo(event, place, sequence.length);
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  const name = whole?.filename ?? known?.filename ?? (error === null ? "" : say.nameless);
  const shown = whole ?? known;
  // Not in the page's main part, which is inert while nobody answers: it can be closed then too.
  return createPortal(
    <dialog ref={dialog} className="viewer" aria-labelledby="viewer-name" onKeyDown={press} onCancel={(event) => {
      event.preventDefault();
      leave();
    }}>
      <div className="viewer-stage">
        {shown === undefined ? null : <Stage photo={shown} original={large && whole !== null ? (whole.original?.url ?? null) : null} key={photo} />}
        <Turn label={say.previous} icon={<ChevronLeft size={22} aria-hidden="true" />} side="start" off={place <= 0} go={() => go(place - 1)} />
        <Turn label={say.next} icon={<ChevronRight size={22} aria-hidden="true" />} side="end" off={place < 0 || place >= sequence.length - 1} go={() => go(place + 1)} />
      </div>
      <div className="viewer-side">
        <div className="viewer-top">
          <h2 ref={heading} id="viewer-name" className="viewer-name" tabIndex={-1} title={visible(name)}>
            <Name text={name} />
          </h2>
          <button type="button" className="icon-button" aria-label={say.close} title={say.close} onClick={leave}>
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        {whole?.original == null ? null : <Marks key={photo} photo={photo} />}
        {whole === null ? <Unread error={error} /> : <About key={whole.id} photo={whole} now={now} large={large} enlarge={() => setLargeOf(large ? null : photo)} />}
      </div>
    </dialog>,
    document.body,
  );
}

/** Where a key leads from a photo. Space is a button's own when one has the focus. */
function ledTo({ key, shiftKey, target }: KeyboardEvent, place: number, photos: number): number | undefined {
  if (key === " ") return target instanceof HTMLElement && target.closest("a, button") !== null ? undefined : place + (shiftKey ? -1 : 1);
  return { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: photos - 1 }[key];
}

/** Why there is nothing to see: the photo is not there, or nobody told. */
function Unread({ error }: { error: unknown }) {
  if (error === null) return <p className="quiet">{words.folders.loading}</p>;
  const gone = error instanceof Refused && error.status === 404;
  return <p role="alert">{gone ? say.gone : error instanceof Refused ? <Said text={error.problem.message} /> : words.notice.offline}</p>;
}

function Turn({ label, icon, side, off, go }: { label: string; icon: React.ReactNode; side: "start" | "end"; off: boolean; go: () => void }) {
  return (
    <button type="button" className="viewer-turn" data-side={side} aria-label={label} title={label} aria-disabled={off || undefined} onClick={go}>
      {icon}
    </button>
  );
}
