import type { Listed } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

/** All photos, as they were taken. */
export function TimelinePage({ route, ...place }: WholePlace & { route: Listed }) {
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name" data-open={route.id}>{words.nav.timeline}</h1>
    </Place>
  );
}
