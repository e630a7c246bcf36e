import { type SubmitEvent, useEffect, useId, useRef } from "react";

import { NO_DAY } from "@/domain/library";
import { Button } from "@/parts/Button";
import { words } from "@/words";

const say = words.timeline;
const DAY = 86_400_000;

/** Asks for a date; `day` is counted since 1970. */
export function GoTo({ from, go, leave }: { from: number; go: (day: number) => void; leave: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const day = Math.floor((field.current?.valueAsNumber ?? NaN) / DAY);
    if (Number.isNaN(day)) return field.current?.focus();
    dialog.current?.close(); // what lies under it cannot have the focus before
    go(day);
  };
  return (
    <dialog ref={dialog} className="go-to" aria-labelledby={`${id}-name`} onClose={leave}>
      <form onSubmit={submit}>
        <h2 id={`${id}-name`} className="go-to-name">{say.go}</h2>
        <label htmlFor={id}>{say.date}</label>
        <input ref={field} id={id} className="field" type="date" required defaultValue={from === NO_DAY ? "" : new Date(from * DAY).toISOString().slice(0, 10)} />
        <div className="go-to-doings">
          <Button type="submit" look="prominent">{say.goThere}</Button>
          <Button look="quiet" onClick={leave}>{say.cancel}</Button>
        </div>
      </form>
    </dialog>
  );
}
