import { type SubmitEvent, useEffect, useId, useState } from "react";

import { patch, post } from "@/api/client";
import type { Act, MarkRequest, Turn } from "@/api/types";
import { type Fields, marking, shiftOf } from "@/domain/marking";
import { Button } from "@/parts/Button";
import type { Acts } from "@/photos/useActs";
import { words } from "@/words";
import { taken } from "@/words/locale";

const say = words.marks.form;
const EMPTY: Fields = { tags: "", place: "", placeName: "", taken: "", shift: "" };

/** Something is said of all photos that are chosen, in one act. What becomes of their times is shown before. */
export function MarkForm({ photos, acts }: { photos: readonly number[]; acts: Acts }) {
  const [fields, setFields] = useState(EMPTY);
  const [wrong, setWrong] = useState("");
  const turn = useTurn(photos, fields.shift);
  const set = (name: keyof Fields) => (value: string) => setFields({ ...fields, [name]: value });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = marking(fields);
    setWrong(typeof said === "string" ? say[said] : "");
    if (typeof said === "string") return;
    const asked: MarkRequest = { photos: [...photos], ...said };
    void acts.run(() => patch<Act>("/api/photos/marks", asked)).then((done) => done && setFields(EMPTY));
  };
  return (
    <form className="panel mark-form" aria-label={say.heading(photos.length)} onSubmit={submit}>
      <h2 className="heading">{say.heading(photos.length)}</h2>
      <Field label={say.tags} value={fields.tags} set={set("tags")} />
      <Field label={say.place} value={fields.place} set={set("place")} />
      <Field label={say.placeName} value={fields.placeName} set={set("placeName")} />
      <Field label={say.taken} value={fields.taken} set={set("taken")} type="datetime-local" />
      <Field label={say.shift} value={fields.shift} set={set("shift")} />
      {turn === null ? null : <p className="mark-turn">{turn.before === null || turn.after === null ? say.noTime : say.turn(turn.timed, taken(turn.before), taken(turn.after))}</p>}
      <p className="field-wrong" role="alert">{wrong}</p>
      <Button type="submit" look="prominent" busy={acts.busy}>{say.apply}</Button>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  set: (value: string) => void;
  type?: string;
}

function Field({ label, value, set, type = "text" }: FieldProps) {
  const id = useId();
  return (
    <div className="mark-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="field" type={type} step={1} autoComplete="off" value={value} onChange={(event) => set(event.target.value)} />
    </div>
  );
}

/** What the shift would do to the first of these photos; null while there is none. */
function useTurn(photos: readonly number[], text: string): Turn | null {
  const [read, setRead] = useState<{ asked: string; turn: Turn } | null>(null);
  const shift = shiftOf(text);
  const asked = JSON.stringify({ photos, shift });
  useEffect(() => {
    if (shift === null || shift === 0) return;
    let current = true;
    post<Turn>("/api/photos/marks/preview", JSON.parse(asked) as object).then(
      (turn) => current && setRead({ asked, turn }),
      () => current && setRead(null),
    );
    return () => {
      current = false;
    };
  }, [asked, shift]);
  return read?.asked === asked && shift !== null && shift !== 0 ? read.turn : null;
}
