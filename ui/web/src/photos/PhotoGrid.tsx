import { Columns2 } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";

import type { Photo } from "@/api/types";
import { Button } from "@/parts/Button";
import type { Aside, Choosing } from "@/photos/Cell";
import { Grid } from "@/photos/Grid";
import { listed } from "@/photos/sequence";
import { useViewed } from "@/photos/useViewed";
import { Viewer } from "@/photos/Viewer";
import { words } from "@/words";

const Compare = lazy(async () => ({ default: (await import("@/viewer/Compare")).Compare }));
/** More than this would be too small to tell apart. */
const MOST = 4;

interface Props {
  photos: readonly Photo[];
  /** There are further photos: `read` brings the next ones, and does nothing while they are on their way. */
  more?: boolean;
  read?: () => void;
  now: number;
  /** Tells several grids of one page apart. */
  name?: string;
  /** What stands in a corner of a photo. */
  aside?: (photo: Photo) => Aside | null;
  /** Photos can be chosen, for something that is done to all of them. */
  choosing?: Choosing;
}

/** Any list of photos: a grid that draws only what is seen, and the viewer over it. Going back closes the viewer. */
export function PhotoGrid({ photos, more = false, read = nothing, now, name = "photos", aside, choosing }: Props) {
  const [active, setActive] = useState(0);
  const viewed = useViewed(name);
  const [comparing, setComparing] = useState<readonly number[] | null>(null);
  const chosen = choosing === undefined ? [] : photos.filter((photo) => choosing.chosen.has(photo.id)).map((photo) => photo.id);
  const compare = chosen.length < 2 || chosen.length > MOST ? undefined : () => setComparing(chosen);
  const sequence = useMemo(() => listed(photos, more ? read : undefined), [photos, more, read]);
  return (
    <>
      {compare === undefined ? null : (
        <div className="chosen-bar">
          <Button icon={<Columns2 size={15} aria-hidden="true" />} onClick={compare}>{words.viewing.compareChosen(chosen.length)}</Button>
        </div>
      )}
      {photos.length === 0 ? null : (
        <Grid photos={photos} more={more} read={read} open={viewed.open} active={active} setActive={setActive} viewing={viewed.photo !== null} aside={aside} choosing={choosing} compare={compare} />
      )}
      {comparing === null ? null : <Suspense fallback={null}><Compare photos={comparing} close={() => setComparing(null)} alone /></Suspense>}
      {viewed.photo === null ? null : (
        <Viewer photo={viewed.photo} sequence={sequence} turn={viewed.turn} leave={viewed.leave} seen={setActive} now={now} />
      )}
    </>
  );
}

function nothing(): void {
  // All is read.
}
