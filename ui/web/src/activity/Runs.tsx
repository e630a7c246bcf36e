import { useEffect, useId, useState } from "react";

import { RunRow } from "@/activity/RunRow";
import { get } from "@/api/client";
import type { Session, Sessions, Source } from "@/api/types";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.activity.history;
const PAGE = 30;
const OUTCOMES = ["any", "clean", "troubled", "short"] as const;

/** Every run, newest first: by source, by how it ended, page by page. */
export function Runs({ sources, version, now }: { sources: readonly Source[]; version: string; now: number }) {
  const [source, setSource] = useState("");
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>("any");
  const { runs, next, older, busy } = useRuns(source, outcome, version);
  return (
    <section className="panel" aria-labelledby="runs-heading">
      <div className="heading-line">
        <h2 id="runs-heading" className="heading">
          {say.heading}
        </h2>
        <div className="run-filters">
          <Choice label={say.source} value={source} pick={setSource} options={[["", say.anySource], ...sources.map(({ id, name }) => [`${id}`, name] as const)]} />
          <Choice label={say.outcome} value={outcome} pick={(picked) => setOutcome(OUTCOMES.find((one) => one === picked) ?? "any")} options={OUTCOMES.map((name) => [name, say.outcomes[name]] as const)} />
        </div>
      </div>
      {runs === null ? <p className="quiet">{say.loading}</p> : runs.length === 0 ? <p className="quiet">{source === "" && outcome === "any" ? words.history.none : say.none}</p> : null}
      <ul className="run-list">
        {(runs ?? []).map((run) => (
          <RunRow key={run.id} run={run} now={now} />
        ))}
      </ul>
      {next === null ? null : (
        <Button busy={busy} onClick={older}>
          {busy ? say.loading : say.older}
        </Button>
      )}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  pick: (value: string) => void;
  options: readonly (readonly [value: string, said: string])[];
}

function Choice({ label, value, pick, options }: ChoiceProps) {
  const id = useId();
  return (
    <label htmlFor={id}>
      {label}
      <select id={id} value={value} onChange={(event) => pick(event.target.value)}>
        {options.map(([name, said]) => (
          <option key={name} value={name}>
            {said}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Found {
  asked: string;
  runs: readonly Session[];
  next: number | null;
}

/** The newest runs over the older ones that the person had asked for; these alone, where there may be others between. */
function above(before: Found | null, fresh: Found): Found {
  const oldest = fresh.runs.at(-1)?.id;
  if (before?.asked !== fresh.asked || oldest === undefined || fresh.next === null || !before.runs.some((run) => run.id === oldest)) return fresh;
  const older = before.runs.filter((run) => run.id < oldest);
  return older.length === 0 ? fresh : { ...fresh, runs: [...fresh.runs, ...older], next: before.next };
}

function useRuns(source: string, outcome: string, version: string) {
  const [found, setFound] = useState<Found | null>(null);
  const { busy, ask } = useAsk();
  const query = new URLSearchParams({ limit: `${PAGE}`, ...(source === "" ? {} : { source }), ...(outcome === "any" ? {} : { outcome }) }).toString();
  useEffect(() => {
    const stop = new AbortController();
    get<Sessions>(`/api/sessions?${query}`, stop.signal).then(
      (page) => setFound((before) => above(before, { asked: query, runs: page.sessions, next: page.next })),
      () => undefined,
    );
    return () => stop.abort();
  }, [query, version]);
  const here = found?.asked === query ? found : null;
  const older = () =>
    void ask(async () => {
      if (here?.next == null) return;
      const page = await get<Sessions>(`/api/sessions?${query}&before=${here.next}`);
      setFound({ asked: query, runs: [...here.runs, ...page.sessions], next: page.next });
    });
  return { runs: here?.runs ?? null, next: here?.next ?? null, older, busy };
}
