import type { Settings } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { words } from "@/words";

/** What can be set, each with its effect. */
export function SettingsPage({ route, ...place }: WholePlace & { route: Settings }) {
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name" data-part={route.part}>{words.nav.settings}</h1>
    </Place>
  );
}
