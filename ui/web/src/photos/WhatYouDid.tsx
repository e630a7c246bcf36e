import { useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { ChangeDone, ChangesDone } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Unread } from "@/parts/Unread";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.acts;

interface Props {
  now: number;
  /** Called when an act was taken back or done again. */
  changed: () => void;
}

/** All that was said and decided, the last first; each can be taken back, also after the page was closed. */
export function WhatYouDid(props: Props) {
  return <Disclosure summary={say.heading}>{() => <Acts {...props} />}</Disclosure>;
}

function Acts({ now, changed }: Props) {
  const [acts, setActs] = useState<readonly ChangeDone[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let current = true;
    get<ChangesDone>("/api/changes").then((read) => current && setActs(read.changes), (reason: unknown) => current && setError(reason));
    return () => {
      current = false;
    };
  }, [version]);
  if (error !== null) return <Unread error={error} />;
  if (acts === null) return <p role="status">{say.loading}</p>;
  if (acts.length === 0) return <p>{say.none}</p>;
  return (
    <ul className="acts">
      {acts.map((act) => (
        <Act key={act.id} act={act} now={now} done={() => { setVersion(version + 1); changed(); }} />
      ))}
    </ul>
  );
}

function Act({ act, now, done }: { act: ChangeDone; now: number; done: () => void }) {
  const { busy, ask } = useAsk();
  const undone = act.undone_at !== null;
  const turn = () => void ask(() => post(`/api/changes/${String(act.id)}/${undone ? "redo" : "undo"}`)).then(done);
  return (
    <li className="act" data-undone={undone}>
      <span>
        <Said text={act.what} />
      </span>
      <span className="quiet">
        {undone ? say.undone : null} <Ago iso={act.at} now={now} />
      </span>
      <Button look="quiet" busy={busy} onClick={turn}>
        {undone ? say.redo : say.undo}
        <span className="unseen"> {act.what}</span>
      </Button>
    </li>
  );
}
