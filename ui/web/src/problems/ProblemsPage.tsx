import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

/** What needs the person, and what did. */
export function ProblemsPage(place: WholePlace) {
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name">{words.nav.problems}</h1>
    </Place>
  );
}
