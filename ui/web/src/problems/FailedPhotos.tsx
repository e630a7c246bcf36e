import { useDeferredValue, useId, useState } from "react";

import { post } from "@/api/client";
import type { Card } from "@/api/types";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { ExportFailures } from "@/problems/ExportFailures";
import { LongList } from "@/problems/LongList";
import { useFailures } from "@/problems/useFailures";
import { words } from "@/words";

const say = words.cards.list;
const AT_ONCE = 1000;

/** All photos of one cause: found by name, chosen, tried again, taken away as a table. What is chosen stays while others come and go. */
export function FailedPhotos({ card, now }: { card: Card; now: number }) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const named = useDeferredValue(name.trim());
  const version = `${card.photos} ${card.tries?.last_attempt ?? ""}`;
  const forget = (ids: readonly number[]) => setChosen((before) => new Set([...before].filter((id) => !ids.includes(id))));
  const read = useFailures({ code: card.code, ...(named === "" ? {} : { named }) }, version, forget);
  const choose = (id: number) => setChosen((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  return (
    <div className="failed">
      <div className="failed-ways">
        <Find name={name} change={setName} />
        <RetryChosen chosen={chosen} done={() => setChosen(new Set())} />
        <ExportFailures code={card.code} />
      </div>
      {read.failures === null ? (
        <p className="quiet">{say.loading}</p>
      ) : read.failures.length === 0 ? (
        <p className="quiet">{say.none}</p>
      ) : (
        <LongList failures={read.failures} more={read.more} read={read.read} label={say.label(card.code)} now={now} chosen={chosen} choose={choose} />
      )}
    </div>
  );
}

function Find({ name, change }: { name: string; change: (name: string) => void }) {
  const id = useId();
  return (
    <div className="failed-find">
      <label className="unseen" htmlFor={id}>
        {say.filter}
      </label>
      <input id={id} type="search" className="field" placeholder={say.filter} maxLength={200} value={name} onChange={(event) => change(event.target.value)} />
    </div>
  );
}

function RetryChosen({ chosen, done }: { chosen: ReadonlySet<number>; done: () => void }) {
  const [said, setSaid] = useState("");
  const { busy, ask } = useAsk();
  const retry = async () => {
    const ids = [...chosen];
    for (let at = 0; at < ids.length; at += AT_ONCE) await post("/api/jobs", { kind: "retry", only: ids.slice(at, at + AT_ONCE) });
    setSaid(say.asked);
    done();
  };
  return (
    <>
      {chosen.size === 0 ? null : (
        <Button busy={busy} onClick={() => void ask(retry)}>
          {busy ? say.retrying : say.retry}
        </Button>
      )}
      <span className="quiet" role="status">
        {chosen.size > 0 ? say.chosen(chosen.size) : said}
      </span>
    </>
  );
}
