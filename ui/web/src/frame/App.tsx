import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { Refused, Unreachable } from "@/api/client";
import type { Live, Snapshot } from "@/api/live";
import type { Problem, Status } from "@/api/types";
import { Notice } from "@/frame/Notice";
import { Plain } from "@/frame/Plain";
import { useProgress } from "@/frame/useProgress";
import { useRoute } from "@/frame/useRoute";
import { FolderPage } from "@/folders/FolderPage";
import { Home } from "@/home/Home";
import { CollectionsPage } from "@/collections/CollectionsPage";
import { DuplicatesPage } from "@/duplicates/DuplicatesPage";
import { MissingPage } from "@/missing/MissingPage";
import { SearchPage } from "@/search/SearchPage";
import { ShootsPage } from "@/shoots/ShootsPage";
import { StatisticsPage } from "@/statistics/StatisticsPage";
import { SafetyPage } from "@/safety/SafetyPage";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Said } from "@/parts/Foreign";
import { type Page, PageContext } from "@/parts/page";
import { useNow } from "@/parts/useNow";
import { words } from "@/words/en";
import { ago } from "@/words/locale";

/** The page: follows the state, and shows what can be said of it. */
export function App({ live }: { live: Live }) {
  const snapshot = useSyncExternalStore(live.subscribe, live.snapshot);
  const [problem, setProblem] = useState<Problem | null>(null);
  const page = useMemo<Page>(
    () => ({ refresh: live.refresh, tell: (error) => setProblem(problemOf(error)), forget: () => setProblem(null) }),
    [live],
  );
  useEffect(() => {
    void live.start();
    return () => live.stop();
  }, [live]);
  return (
    <PageContext value={page}>
      <div className="page" data-connection={snapshot.connection} data-state={snapshot.connection === "live" ? snapshot.status?.state : "waiting"}>
        <Shown snapshot={snapshot} again={() => void live.refresh()} />
        <Notice problem={problem} dismiss={page.forget} />
      </div>
    </PageContext>
  );
}

function Shown({ snapshot, again }: { snapshot: Snapshot; again: () => void }) {
  const now = useNow();
  const route = useRoute();
  const progress = useProgress(snapshot);
  const { connection, status, refusal } = snapshot;
  useEffect(() => {
    document.title = status === null || connection !== "live" ? words.name : words.title(status.state);
  }, [connection, status]);
  if (connection === "signed-out") return <SignedOut />;
  if (connection === "lost" && status === null) return <Lost again={again} />;
  if (refusal !== null) return <Plain state="problem" sentence={<Said text={refusal.message} />} detail={<Said text={refusal.action} />} />;
  if (status === null) return <p className="opening">{words.signIn.opening}</p>;
  const lost = connection === "lost";
  const shown = lost ? lastWord(status, snapshot.at, now) : status;
  if (route.page === "folders") return <FolderPage route={route} status={shown} now={now} lost={lost} />;
  if (route.page === "safety") return <SafetyPage status={shown} progress={progress} now={Math.max(now, snapshot.at)} lost={lost} />;
  const place = { status: shown, now, lost };
  switch (route.page) {
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
    case "missing":
      return <MissingPage route={route} {...place} />;
  }
  return <Home status={shown} progress={progress} now={Math.max(now, snapshot.at)} lost={lost} again={again} />;
}

function SignedOut() {
  return (
    <Plain state="waiting" sentence={words.signIn.heading} detail={words.signIn.text}>
      <Command text={words.signIn.command} />
    </Plain>
  );
}

/** Nobody answers: what was known must not be said as if it still were. */
function lastWord(status: Status, at: number, now: number): Status {
  const detail = words.lost.last(ago(new Date(at).toISOString(), now), status.sentence);
  return { ...status, state: "waiting", sentence: words.lost.sentence, detail, job: null, worker: { running: true, role: null, pid: null } };
}

function Lost({ again }: { again: () => void }) {
  return (
    <Plain state="waiting" sentence={words.lost.sentence} detail={words.lost.detail}>
      <Button onClick={again}>{words.signIn.reload}</Button>
    </Plain>
  );
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  const message = error instanceof Unreachable ? words.notice.offline : words.notice.unexpected;
  return { code: "PAGE", message, action: "" };
}
