import { useMemo, useState } from "react";

import type { Photo } from "@/api/types";
import type { Aside, Choosing } from "@/photos/Cell";
import { Grid } from "@/photos/Grid";
import { listed } from "@/photos/sequence";
import { useViewed } from "@/photos/useViewed";
import { Viewer } from "@/photos/Viewer";

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
  const sequence = useMemo(() => listed(photos, more ? read : undefined), [photos, more, read]);
  return (
    <>
      {photos.length === 0 ? null : (
        <Grid photos={photos} more={more} read={read} open={viewed.open} active={active} setActive={setActive} viewing={viewed.photo !== null} aside={aside} choosing={choosing} />
      )}
      {viewed.photo === null ? null : (
        <Viewer photo={viewed.photo} sequence={sequence} turn={viewed.turn} leave={viewed.leave} seen={setActive} now={now} />
      )}
    </>
  );
}

function nothing(): void {
  // All is read.
}
