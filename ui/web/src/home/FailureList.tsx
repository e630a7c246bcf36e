import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Failure, FailureGroup, Failures } from "@/api/types";
import { joined } from "@/domain/groups";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.problems;
const PAGE = 100;

interface Loaded {
  failures: readonly Failure[];
  next: number | null;
}

/** The photos of one cause, page by page. */
export function FailureList({ group, now }: { group: FailureGroup; now: number }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const { busy, ask } = useAsk();
  const load = useCallback(
    async (after: number, before: readonly Failure[]) => {
      const query = new URLSearchParams({ code: group.code, after: `${after}`, limit: `${PAGE}` });
      const page = await get<Failures>(`/api/failures?${query.toString()}`);
      setLoaded({ failures: joined([before, page.failures]), next: page.next });
    },
    [group.code],
  );
  useEffect(() => {
    void ask(() => load(0, []));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first page is asked for once per cause
  }, [load]);
  if (loaded === null) return <p className="quiet">{say.loading}</p>;
  const { failures, next } = loaded;
  return (
    <>
      <ul className="failures" aria-label={say.list} tabIndex={0}>
        {failures.map((failure) => (
          <FailureItem key={failure.id} failure={failure} now={now} />
        ))}
      </ul>
      <p className="failures-end">
        <span className="quiet">{failures.length === 0 ? say.nothing : say.shown(failures.length, Math.max(group.photos, failures.length))}</span>
        {next === null ? null : (
          <Button busy={busy} onClick={() => void ask(() => load(next, failures))}>
            {busy ? say.loading : say.more}
          </Button>
        )}
      </p>
    </>
  );
}

function FailureItem({ failure, now }: { failure: Failure; now: number }) {
  return (
    <li className="failure">
      <p className="failure-name">
        <Name text={failure.photo} />
      </p>
      <p className="failure-why">
        <Said text={failure.message} />
      </p>
      <p className="failure-tries">
        <Name text={failure.source} /> · {say.attempts(failure.attempts)} · {nextTry(failure, now)} · <span className="failure-code">{failure.code}</span>
      </p>
    </li>
  );
}

function nextTry(failure: Failure, now: number): string {
  if (failure.next_attempt === null) return say.nextNever;
  return Date.parse(failure.next_attempt) <= now ? say.nextSoon : say.next(moment(failure.next_attempt, now));
}
