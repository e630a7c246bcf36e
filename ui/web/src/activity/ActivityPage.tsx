import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

/** What runs, and what ran. */
export function ActivityPage(place: WholePlace) {
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name">{words.nav.activity}</h1>
    </Place>
  );
}
