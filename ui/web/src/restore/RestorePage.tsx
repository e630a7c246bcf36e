import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

/** Photos out of the library: restored, exported, proven. */
export function RestorePage(place: WholePlace) {
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name">{words.nav.restore}</h1>
    </Place>
  );
}
