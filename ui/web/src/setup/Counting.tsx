import { type SubmitEvent, useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { Trial } from "@/api/types";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { Field, WrongLine } from "@/setup/Field";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.setup.source;
const LOOK_EVERY = 400;

interface Props {
  begun: Trial;
  added: () => void;
  again: () => void;
}

/** The key works: what it opens is counted while the person looks, and can be added at any time. */
export function Counting({ begun, added, again }: Props) {
  const trial = useCounted(begun);
  const [name, setName] = useState(begun.name);
  const { busy, wrong, ask } = useForm();
  const at = `/api/setup/trials/${begun.id}`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void ask(() => post(`${at}/add`, { name })).then((done) => {
      if (done) added();
    });
  };
  return (
    <Question part="counted" heading={say.canRead} text={<Name text={trial.title} />}>
      <Figures trial={trial} stop={() => void post(`${at}/stop`)} />
      <form className="setup-form" onSubmit={submit}>
        <Field name="name" label={say.name} value={name} change={setName} wrong={wrong} code={false} />
        <WrongLine wrong={wrong} />
        <p className="quiet">{say.nothingYet}</p>
        <Choices>
          <Button onClick={again}>{say.other}</Button>
          <Button type="submit" look="prominent" busy={busy}>
            {busy ? say.adding : say.add}
          </Button>
        </Choices>
      </form>
    </Question>
  );
}

function Figures({ trial, stop }: { trial: Trial; stop: () => void }) {
  return (
    <div className="setup-counted" data-ended={trial.ended}>
      <p className="setup-count" aria-live={trial.ended ? "polite" : "off"}>
        <span className="setup-count-photos">{trial.whole ? say.all(trial.photos) : say.soFar(trial.photos)}</span>
        <span className="setup-count-size">{say.size(trial.bytes)}</span>
      </p>
      {trial.unsized === 0 ? null : <p className="quiet">{say.unsized(trial.unsized)}</p>}
      {trial.ended ? (
        <Ended trial={trial} />
      ) : (
        <p className="setup-counting">
          <span className="spinner" aria-hidden="true" /> {say.counting}
          <Button look="quiet" onClick={stop}>
            {say.stop}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Why the figure is not all of it. */
function Ended({ trial }: { trial: Trial }) {
  if (trial.whole) return null;
  return (
    <p className="setup-note" data-state="waiting">
      <StateShape state="waiting" size={18} />
      <span>
        {trial.trouble === null ? say.stopped : <Said text={trial.trouble.message} />} {trial.trouble === null ? null : say.broke}
      </span>
    </p>
  );
}

/** What was counted, looked at again until it has ended. */
function useCounted(begun: Trial): Trial {
  const [trial, setTrial] = useState(begun);
  useEffect(() => {
    if (trial.ended) return;
    const timer = setTimeout(() => {
      get<Trial>(`/api/setup/trials/${begun.id}`).then(setTrial, () => setTrial((seen) => ({ ...seen })));
    }, LOOK_EVERY);
    return () => clearTimeout(timer);
  }, [trial, begun.id]);
  return trial;
}
