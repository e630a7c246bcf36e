import "@/styles/viewer.css";
import "@/styles/compare.css";

import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import { visible } from "@/domain/foreign";
import { type Size, type View, WHOLE } from "@/domain/zoom";
import { useChangedInViewer } from "@/frame/acts";
import { letterOf } from "@/frame/shortcuts";
import { Toast } from "@/frame/Toast";
import { Name } from "@/parts/Foreign";
import { changeOf, give } from "@/viewer/cull";
import { again, knownOf, useKnown, want } from "@/viewer/known";
import { Picture } from "@/viewer/Picture";
import { useZoom, type Zoom } from "@/viewer/useZoom";
import { words } from "@/words";

const say = words.viewing;

interface Props {
  photos: readonly number[];
  close: () => void;
  /** No viewer lies under it: what is known of the photos is read here. */
  alone?: boolean;
}

/** Two to four photos beside each other; they are enlarged and moved together. Marks go to the one with the frame. */
export function Compare({ photos, close, alone = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const zooms = useRef<(Zoom | null)[]>([]);
  const [active, setActive] = useState(0);
  const shared = useState<View>(WHOLE);
  useChangedInViewer(again);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (!alone) return;
    want(photos);
    return () => want([]);
  }, [alone, photos]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || [...document.querySelectorAll("dialog[open]")].at(-1) !== dialog.current) return;
      const photo = photos[active];
      const letter = letterOf(event);
      const change = letter === null || photo === undefined ? undefined : changeOf(letter, knownOf(photo).whole?.facts?.person ?? null);
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (change !== undefined && photo !== undefined) give([photo], change);
      else if (letter === "z" || (event.key === " " && event.target === dialog.current)) zooms.current[active]?.toggle();
      else if (side !== undefined) setActive((before) => Math.min(photos.length - 1, Math.max(0, before + side)));
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return createPortal(
    <dialog ref={dialog} className="compare" aria-labelledby="compare-name" onClose={close}>
      <div className="viewer-top">
        <h2 id="compare-name" className="viewer-name" tabIndex={-1}>{say.comparing(photos.length)}</h2>
        <button type="button" className="icon-button" data-first aria-label={words.viewer.close} title={words.viewer.close} onClick={() => dialog.current?.close()}>
          <X size={18} aria-hidden="true" />
        </button>
        <span className="viewer-count">{say.compareKeys}</span>
      </div>
      <div className="compare-panes" data-count={photos.length}>
        {photos.map((photo, at) => (
          <Pane key={photo} photo={photo} active={at === active} choose={() => setActive(at)} shared={shared} told={(zoom) => {
            zooms.current[at] = zoom;
          }} />
        ))}
      </div>
      <Toast inViewer />
    </dialog>,
    document.body,
  );
}

interface PaneProps {
  photo: number;
  active: boolean;
  choose: () => void;
  shared: [View, (change: (before: View) => View) => void];
  told: (zoom: Zoom | null) => void;
}

function Pane({ photo, active, choose, shared, told }: PaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState<Size | null>(null);
  const { whole } = useKnown(photo);
  const zoom = useZoom(frame, shape, () => undefined, shared);
  useEffect(() => {
    told(zoom);
  });
  const near = zoom.view.scale > 1;
  const original = near && whole?.original?.shown === true && whole.media_type === "image" ? whole.original.url : null;
  const person = whole?.facts?.person;
  const rating = person?.rating ?? whole?.facts?.shown.rating ?? 0;
  return (
    <section className="compare-pane" data-active={active} aria-current={active || undefined} aria-label={visible(whole?.filename ?? "")} onPointerDown={choose}>
      <div ref={frame} className="viewer-frame" data-near={near} dir="ltr" {...zoom.hands}>
        {whole === null ? null : <Picture photo={whole} original={original} view={zoom.view} held={zoom.held} measured={(fresh) => setShape((before) => before ?? fresh)} />}
      </div>
      <button type="button" className="compare-name" aria-pressed={active} onClick={choose}>
        <Name text={whole?.filename ?? ""} />
        <span className="quiet">{[person?.pick == null ? "" : say.picks[person.pick], rating === 0 ? "" : say.stars(rating)].filter((part) => part !== "").join(", ")}</span>
      </button>
    </section>
  );
}
