import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from "react";

import { get, Refused } from "@/api/client";
import type { Photo, Problem } from "@/api/types";
import type { Size, View } from "@/domain/zoom";
import { NoPicture } from "@/folders/NoPicture";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

type Kind = "original" | "large" | "small";

interface Props {
  photo: Photo;
  /** The original is shown, too: it was asked for, or the preview has too few pixels for this view. */
  original: string | null;
  view: View;
  held: boolean;
  /** Told the shape of the picture as soon as it is known. */
  measured: (shape: Size) => void;
}

/** The picture in 1600 pixels, or as the library has it. The small one lies under it until it is there, and stays when it cannot be had. */
export function Picture({ photo, original, view, held, measured }: Props) {
  const [missing, setMissing] = useState<ReadonlySet<Kind>>(new Set());
  const [ready, setReady] = useState<ReadonlySet<Kind>>(new Set());
  const misses = (one: Kind) => () => setMissing((known) => new Set([...known, one]));
  const comes = (one: Kind) => (image: HTMLImageElement) => {
    measured({ width: image.naturalWidth, height: image.naturalHeight });
    setReady((known) => new Set([...known, one]));
  };
  const hasBytes = photo.thumbnail_url.includes("?");
  const unseen = photo.has_thumbnail === false || (missing.has("large") && missing.has("small"));
  const large = `${photo.thumbnail_url}&size=1600`;
  const reason = useReason(hasBytes && (unseen || missing.has("large")) ? large : null);
  const whole = original !== null && !missing.has("original") ? original : null;
  if (unseen && whole === null) return <NoPicture photo={photo} size={48} reason={reason?.message} />;
  const isThere = ready.has("original") || ready.has("large");
  return (
    <>
      <div className="viewer-zoomed" data-held={held} style={transformOf(view)}>
        {isThere || unseen ? null : (
          <img className="viewer-small" data-alone={missing.has("large")} src={`${photo.thumbnail_url}&size=256`} alt={missing.has("large") ? words.viewer.picture : ""} onError={misses("small")} />
        )}
        {missing.has("large") || unseen || (whole !== null && ready.has("original")) ? null : <Shown src={large} there={comes("large")} missing={misses("large")} />}
        {whole === null ? null : <Shown key={whole} src={whole} there={comes("original")} missing={misses("original")} />}
      </div>
      {reason === null ? null : (
        <p className="viewer-note" role="status">
          <Said text={reason.message} /> <Said text={reason.action} />
        </p>
      )}
    </>
  );
}

/** An image that was read ahead is there before it is drawn for the first time. */
function Shown({ src, there, missing }: { src: string; there: (image: HTMLImageElement) => void; missing: () => void }) {
  const image = useRef<HTMLImageElement>(null);
  const told = useRef(false);
  const tell = () => {
    if (image.current === null || told.current) return;
    told.current = true;
    there(image.current);
  };
  useLayoutEffect(() => {
    if (image.current?.complete === true && image.current.naturalWidth > 0) tell();
  });
  return <img ref={image} className="viewer-picture" src={src} alt={words.viewer.picture} draggable={false} onLoad={tell} onError={missing} />;
}

function transformOf({ scale, x, y }: View): CSSProperties {
  return scale === 1 ? {} : { transform: `translate(${x}px, ${y}px) scale(${scale})` };
}

/** Why the server has no such picture: a browser tells only that there is none. */
function useReason(url: string | null): Problem | null {
  const [known, setKnown] = useState<{ url: string; problem: Problem } | null>(null);
  useEffect(() => {
    if (url === null) return;
    get(url).catch((error: unknown) => {
      if (error instanceof Refused) setKnown({ url, problem: error.problem });
    });
  }, [url]);
  return known !== null && known.url === url ? known.problem : null;
}
