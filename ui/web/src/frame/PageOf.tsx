import { lazy, Suspense } from "react";

import type { Route } from "@/domain/route";
import type { WholePlace } from "@/frame/placed";
import { Home } from "@/home/Home";
import { TimelinePage } from "@/timeline/TimelinePage";
import { words } from "@/words";

// Home and the timeline are there at once; what is opened later is loaded then.
const ActivityPage = lazy(async () => ({ default: (await import("@/activity/ActivityPage")).ActivityPage }));
const CollectionsPage = lazy(async () => ({ default: (await import("@/collections/CollectionsPage")).CollectionsPage }));
const DuplicatesPage = lazy(async () => ({ default: (await import("@/duplicates/DuplicatesPage")).DuplicatesPage }));
const FolderPage = lazy(async () => ({ default: (await import("@/folders/FolderPage")).FolderPage }));
const MapPage = lazy(async () => ({ default: (await import("@/globe/MapPage")).MapPage }));
const MissingPage = lazy(async () => ({ default: (await import("@/missing/MissingPage")).MissingPage }));
const ProblemsPage = lazy(async () => ({ default: (await import("@/problems/ProblemsPage")).ProblemsPage }));
const RestorePage = lazy(async () => ({ default: (await import("@/restore/RestorePage")).RestorePage }));
const SafetyPage = lazy(async () => ({ default: (await import("@/safety/SafetyPage")).SafetyPage }));
const SearchPage = lazy(async () => ({ default: (await import("@/search/SearchPage")).SearchPage }));
const SettingsPage = lazy(async () => ({ default: (await import("@/settings/SettingsPage")).SettingsPage }));
const SetupPage = lazy(async () => ({ default: (await import("@/setup/SetupPage")).SetupPage }));
const ShootsPage = lazy(async () => ({ default: (await import("@/shoots/ShootsPage")).ShootsPage }));
const StatisticsPage = lazy(async () => ({ default: (await import("@/statistics/StatisticsPage")).StatisticsPage }));

/** The page that the address names. */
export function PageOf({ route, place }: { route: Route; place: WholePlace }) {
  return <Suspense fallback={<p className="opening">{words.signIn.opening}</p>}>{shown(route, place)}</Suspense>;
}

function shown(route: Route, place: WholePlace) {
  switch (route.page) {
    case "home":
      return <Home {...place} />;
    case "setup":
      return <SetupPage {...place} refusal={null} />;
    case "timeline":
      return <TimelinePage route={route} {...place} />;
    case "folders":
      return <FolderPage route={route} {...place} />;
    case "search":
      return <SearchPage route={route} {...place} />;
    case "shoots":
      return <ShootsPage route={route} {...place} />;
    case "collections":
      return <CollectionsPage route={route} {...place} />;
    case "duplicates":
      return <DuplicatesPage route={route} {...place} />;
    case "statistics":
      return <StatisticsPage route={route} {...place} />;
    case "map":
      return <MapPage {...place} />;
    case "missing":
      return <MissingPage route={route} {...place} />;
    case "activity":
      return <ActivityPage {...place} />;
    case "problems":
      return <ProblemsPage {...place} />;
    case "safety":
      return <SafetyPage {...place} />;
    case "restore":
      return <RestorePage {...place} />;
    case "settings":
      return <SettingsPage route={route} {...place} />;
  }
}
