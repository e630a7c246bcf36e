import "@/styles/viewer.css";
import "@/styles/about.css";
import "@/styles/compare.css";

import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import { Refused } from "@/api/client";
import type { PhotoInFull } from "@/api/types";
import { visible } from "@/domain/foreign";
import { About } from "@/folders/About";
import { useChangedInViewer } from "@/frame/acts";
import { Toast } from "@/frame/Toast";
import { Said } from "@/parts/Foreign";
import type { ViewerProps } from "@/photos/Viewer";
import { AddDialog } from "@/viewer/AddDialog";
import { Compare } from "@/viewer/Compare";
import { type Change, give } from "@/viewer/cull";
import { playOrStop } from "@/viewer/Film";
import { Filmstrip } from "@/viewer/Filmstrip";
import { again, useKnown } from "@/viewer/known";
import { Marks } from "@/viewer/Marks";
import { Provenance } from "@/viewer/Provenance";
import { Stage, type StageHands } from "@/viewer/Stage";
import { TagDialog } from "@/viewer/TagDialog";
import { TopBar } from "@/viewer/TopBar";
import { useAhead } from "@/viewer/useAhead";
import { useKeys } from "@/viewer/useKeys";
import { usePart } from "@/viewer/wishes";
import { words } from "@/words";
import { taken } from "@/words/locale";

const say = words.viewer;
export type Asked = "add" | "tags" | "compare" | null;

/** One photo, large, with all that is known of it and all that can be said of it. */
export function Viewer({ photo, sequence, turn, leave, read, seen, now }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const hands = useRef<StageHands>(null);
  const { whole, error } = useKnown(photo);
  const [largeOf, setLargeOf] = useState<number | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const [info, turnInfo] = usePart("info");
  const [strip, turnStrip] = usePart("strip");
  const place = sequence.placeOf(photo);
  const known = sequence.photoAt?.(place);
  useAhead(sequence, photo, place);
  useChangedInViewer(again);
  useOpened(dialog);
  useTold(whole, read);
  useEffect(() => {
    if (place >= 0) seen(place);
    if (place > sequence.length - 3) sequence.more?.();
  }, [place, sequence, seen]);
  const go = useCallback((to: number) => {
    const other = sequence.idAt(to);
    if (sequence.placeOf(photo) >= 0 && other !== undefined) turn(other);
  }, [sequence, photo, turn]);
  const mark = (change: Change, onward = false) => {
    give([photo], change);
    if (onward) go(place + 1);
  };
  useKeys(dialog, {
    sequence, place, go, leave, mark, hands, person: whole?.facts?.person ?? null,
    isHeld: whole === null ? error === null && known?.state !== "pending" : whole.original !== null,
    play: () => playOrStop(dialog.current), info: turnInfo, strip: turnStrip, ask: setAsked,
  });
  // A dialog tells of its end a moment later, when another one may be open already.
  const done = (what: Asked) => () => setAsked((now) => (now === what ? null : now));
  const shown = whole ?? known;
  const name = shown?.filename ?? (error === null ? "" : say.nameless);
  const large = largeOf === photo;
  // Not in the page's main part, which is inert while nobody answers: it can be closed then too.
  return createPortal(
    <dialog ref={dialog} className="viewer" aria-labelledby="viewer-name" data-info={info} data-strip={strip} onCancel={(event) => {
      if (event.target !== dialog.current) return;
      event.preventDefault();
      leave();
    }}>
      <TopBar name={name} place={place} sequence={sequence} photo={whole} info={info} strip={strip} turnInfo={turnInfo} turnStrip={turnStrip} ask={setAsked} leave={leave} hands={hands} />
      <p className="unseen" role="status">{whole === null ? "" : spoken(whole, place, sequence.length)}</p>
      <Stage key={photo} photo={shown} whole={whole} large={large} place={place} length={sequence.length} go={go} hands={hands} />
      {strip ? <Filmstrip sequence={sequence} place={place} go={go} /> : null}
      {info ? (
        <div className="viewer-side" tabIndex={0} role="region" aria-label={words.viewing.info}>
          {whole === null ? <Unread error={error} /> : (
            <>
              <Marks photo={whole} give={mark} />
              <About key={whole.id} photo={whole} now={now} large={large} enlarge={() => setLargeOf(large ? null : photo)} />
              <Provenance key={`from ${whole.id}`} photo={whole} now={now} />
            </>
          )}
        </div>
      ) : null}
      <Toast inViewer />
      {asked === "add" ? <AddDialog photos={[photo]} close={done(asked)} /> : null}
      {asked === "tags" && whole !== null ? <TagDialog photo={whole} close={done(asked)} /> : null}
      {asked === "compare" ? <Compare photos={compared(sequence.idAt(place), sequence.idAt(place + 1) ?? sequence.idAt(place - 1))} close={done(asked)} /> : null}
    </dialog>,
    document.body,
  );
}

function compared(...photos: (number | undefined)[]): number[] {
  return photos.filter((photo) => photo !== undefined);
}

/** Modal at once; the focus is on the photo's name, so that no button is pressed by accident. */
function useOpened(dialog: React.RefObject<HTMLDialogElement | null>) {
  useEffect(() => {
    dialog.current?.showModal();
    document.getElementById("viewer-name")?.focus();
  }, [dialog]);
}

function useTold(whole: PhotoInFull | null, read: ((whole: PhotoInFull) => void) | undefined) {
  useEffect(() => {
    if (whole !== null) read?.(whole);
  }, [whole, read]);
}

/** `IMG_0042, 14 Jun 2021, 10:02, 2 of 212, picked, 4 stars`. */
function spoken({ filename, facts }: PhotoInFull, place: number, length: number): string {
  const said = facts?.person;
  const rating = said?.rating ?? facts?.shown.rating ?? 0;
  return words.viewing.spoken([
    visible(filename),
    facts?.shown.taken_at == null ? "" : taken(facts.shown.taken_at),
    place < 0 ? "" : words.viewing.place(place + 1, length),
    said?.pick == null ? "" : words.viewing.picks[said.pick],
    rating === 0 ? "" : words.viewing.stars(rating),
    said?.hidden === true ? words.viewing.isHidden : "",
  ]);
}

/** Why there is nothing to see: the photo is not there, or nobody told. */
function Unread({ error }: { error: unknown }) {
  if (error === null) return <p className="quiet">{words.folders.loading}</p>;
  const gone = error instanceof Refused && error.status === 404;
  return <p role="alert">{gone ? say.gone : error instanceof Refused ? <Said text={error.problem.message} /> : words.notice.offline}</p>;
}
