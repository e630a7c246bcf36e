import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Excepted, Exceptions } from "@/api/types";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.problems;
const PAGE = 100;

interface Props {
  source: number;
  state: "failed" | "pending" | "skipped" | "gone";
  count: number;
}

/** Photos that are not safe by name, each with its reason, page by page. */
export function Names({ source, state, count }: Props) {
  const [read, setRead] = useState<{ photos: readonly Excepted[]; next: number | null } | null>(null);
  const { busy, ask } = useAsk();
  const load = useCallback(
    async (after: number, before: readonly Excepted[]) => {
      const query = new URLSearchParams({ state, after: `${after}`, limit: `${PAGE}` });
      const page = await get<Exceptions>(`/api/sources/${source}/exceptions?${query.toString()}`);
      setRead({ photos: [...before, ...page.exceptions], next: page.next });
    },
    [source, state],
  );
  useEffect(() => {
    void ask(() => load(0, []));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first page is asked for once
  }, [load]);
  if (read === null) return <p className="quiet">{say.loading}</p>;
  const { photos, next } = read;
  return (
    <>
      <ul className="failures" aria-label={say.list} tabIndex={0}>
        {photos.map((one) => (
          <li key={one.id} className="failure">
            <p className="failure-name">
              <Name text={one.photo} />
            </p>
            <p className="failure-why">
              <Said text={`${one.message} ${one.action}`.trim()} />
            </p>
          </li>
        ))}
      </ul>
      <p className="failures-end">
        <span className="quiet">{photos.length === 0 ? say.nothing : say.shown(photos.length, Math.max(count, photos.length))}</span>
        {next === null ? null : (
          <Button busy={busy} onClick={() => void ask(() => load(next, photos))}>
            {busy ? say.loading : say.more}
          </Button>
        )}
      </p>
    </>
  );
}
