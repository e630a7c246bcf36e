import { useEffect, useState } from "react";

import { get, Refused } from "@/api/client";
import type { Photo, Problem } from "@/api/types";
import { NoPicture } from "@/folders/NoPicture";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

type Picture = "original" | "large" | "small";

/** The picture in 1600 pixels, or as the library has it. The small one lies under it until it is there, and stays when it cannot be had. */
export function Stage({ photo, original }: { photo: Photo; original: string | null }) {
  const [missing, setMissing] = useState<ReadonlySet<Picture>>(new Set());
  const [ready, setReady] = useState(false);
  const misses = (one: Picture) => () => setMissing((known) => new Set([...known, one]));
  const held = photo.thumbnail_url.includes("?");
  const unseen = photo.has_thumbnail === false || (missing.has("large") && missing.has("small"));
  const large = `${photo.thumbnail_url}&size=1600`;
  const reason = useReason(held && (unseen || missing.has("large")) ? large : null);
  if (original !== null && !missing.has("original")) {
    return <img key={original} className="viewer-picture" src={original} alt={words.viewer.picture} onError={misses("original")} />;
  }
  if (unseen) return <NoPicture photo={photo} size={48} reason={reason?.message} />;
  return (
    <>
      {ready ? null : (
        <img className="viewer-small" data-alone={missing.has("large")} src={`${photo.thumbnail_url}&size=256`} alt={missing.has("large") ? words.viewer.picture : ""} onError={misses("small")} />
      )}
      {missing.has("large") ? null : <img className="viewer-picture" src={large} alt={words.viewer.picture} onLoad={() => setReady(true)} onError={misses("large")} />}
      {reason === null ? null : (
        <p className="viewer-note" role="status">
          <Said text={reason.message} /> <Said text={reason.action} />
        </p>
      )}
    </>
  );
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
