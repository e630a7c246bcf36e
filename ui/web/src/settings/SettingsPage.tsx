import "@/styles/settings.css";

import type { Settings } from "@/domain/route";
import { settingsAt } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { AboutPart } from "@/settings/AboutPart";
import { AppearancePart } from "@/settings/AppearancePart";
import { LibraryPart } from "@/settings/LibraryPart";
import { ICONS, PARTS, type Part, partOf } from "@/settings/parts";
import { SchedulePart } from "@/settings/SchedulePart";
import { SecurityPart } from "@/settings/SecurityPart";
import { SourcesPart } from "@/settings/SourcesPart";
import { words } from "@/words";

const say = words.settings;

/** What can be set, each with its effect. */
export function SettingsPage({ route, ...place }: WholePlace & { route: Settings }) {
  const part = partOf(route.part);
  return (
    <Place {...place} skip={words.skipContent}>
      <h1 className="folder-name">{words.nav.settings}</h1>
      <div className="settings">
        <Parts shown={part} />
        <div className="settings-part" data-part={part}>{shownOf(part, place)}</div>
      </div>
    </Place>
  );
}

function Parts({ shown }: { shown: Part }) {
  return (
    <nav className="settings-parts" aria-label={say.label}>
      {PARTS.map((part) => {
        const Icon = ICONS[part];
        return (
          <a key={part} className="pages-link" href={settingsAt(part)} aria-current={part === shown ? "page" : undefined}>
            <Icon size={17} aria-hidden="true" />
            {say.parts[part]}
          </a>
        );
      })}
    </nav>
  );
}

function shownOf(part: Part, place: WholePlace) {
  switch (part) {
    case "sources":
      return <SourcesPart status={place.status} now={place.now} />;
    case "schedule":
      return <SchedulePart />;
    case "library":
      return <LibraryPart status={place.status} />;
    case "security":
      return <SecurityPart now={place.now} />;
    case "appearance":
      return <AppearancePart />;
    case "about":
      return <AboutPart status={place.status} />;
  }
}
