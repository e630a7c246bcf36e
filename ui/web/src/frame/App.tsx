import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { Refused, Unreachable } from "@/api/client";
import type { Live, Snapshot } from "@/api/live";
import type { Problem, Status } from "@/api/types";
import { Needed } from "@/frame/needed";
import { Everywhere } from "@/frame/Everywhere";
import { listenToWindow } from "@/frame/desktop";
import { keepFocus } from "@/frame/focus";
import { Notice } from "@/frame/Notice";
import { PageOf } from "@/frame/PageOf";
import { Plain } from "@/frame/Plain";
import { useProgress } from "@/frame/useProgress";
import { useRoute } from "@/frame/useRoute";
import { useUnfinished } from "@/frame/useUnfinished";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { type Page, PageContext } from "@/parts/page";
import { useNow } from "@/parts/useNow";
import { readAhead } from "@/timeline/reader";
import { words } from "@/words";
import { ago } from "@/words/locale";

const SetupPage = lazy(async () => ({ default: (await import("@/setup/SetupPage")).SetupPage }));

/** The page: follows the state, and shows what can be said of it. */
export function App({ live }: { live: Live }) {
  const snapshot = useSyncExternalStore(live.subscribe, live.snapshot);
  const [problem, setProblem] = useState<Problem | null>(null);
  const page = useMemo<Page>(
    () => ({ refresh: live.refresh, tell: (error) => setProblem(problemOf(error)), forget: () => setProblem(null) }),
    [live],
  );
  useEffect(() => listenToWindow(page.tell), [page]);
  useEffect(keepFocus, []);
  useEffect(() => {
    void live.start();
    return () => live.stop();
  }, [live]);
  return (
    <PageContext value={page}>
      <div className="page" data-connection={snapshot.connection} data-state={snapshot.connection === "live" ? snapshot.status?.state : "waiting"}>
        <Shown snapshot={snapshot} again={() => void live.refresh()} />
        <Notice problem={problem} dismiss={page.forget} />
        <Everywhere />
      </div>
    </PageContext>
  );
}

function Shown({ snapshot, again }: { snapshot: Snapshot; again: () => void }) {
  const now = useNow();
  const route = useRoute();
  const progress = useProgress(snapshot);
  const { connection, status, refusal } = snapshot;
  useUnfinished(route, status);
  const hasPhotos = connection === "live" && (status?.totals.listed ?? 0) > 0;
  useEffect(() => (hasPhotos ? readAhead() : undefined), [hasPhotos]);
  useEffect(() => {
    document.title = status === null || connection !== "live" ? words.name : words.title(status.state, words.nav[route.page]);
  }, [connection, status, route.page]);
  if (connection === "signed-out") return <SignedOut />;
  if (connection === "lost" && status === null) return <Lost again={again} />;
  if (refusal !== null) return <Suspense fallback={null}><SetupPage status={null} refusal={refusal} progress={null} now={now} /></Suspense>;
  if (status === null) return <p className="opening">{words.signIn.opening}</p>;
  const lost = connection === "lost";
  const place = { status: lost ? lastWord(status, snapshot.at, now) : status, progress, now: Math.max(now, snapshot.at), lost, again };
  return (
    <Needed value={status.problems}>
      <PageOf route={route} place={place} />
    </Needed>
  );
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
