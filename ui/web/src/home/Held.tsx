import { type SubmitEvent, useId, useState } from "react";

import { post } from "@/api/client";
import type { Held } from "@/api/types";
import { Button } from "@/parts/Button";
import { Trouble } from "@/parts/Trouble";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words/en";

const say = words.held;

/** Photos that a source no longer names: nothing happens until a person says so, in a second step, with the count. */
export function HeldCard({ source, held }: { source: number; held: Held }) {
  const [asking, setAsking] = useState(false);
  return (
    <Trouble state="attention" sentence={held.message} action={say.look}>
      {asking ? (
        <Acceptance source={source} absent={held.absent} leave={() => setAsking(false)} />
      ) : (
        <Button onClick={() => setAsking(true)}>{say.review}</Button>
      )}
    </Trouble>
  );
}

function Acceptance({ source, absent, leave }: { source: number; absent: number; leave: () => void }) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const { busy, ask } = useAsk();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const right = Number(typed.replace(/[\s.,']/g, "")) === absent && typed.trim() !== "";
    setWrong(!right);
    if (right) void ask(() => post(`/api/sources/${source}/accept`, { absent }));
  };
  return (
    <form className="acceptance" onSubmit={submit}>
      <p id={`${id}-why`}>{say.explain(absent)}</p>
      <label htmlFor={id}>{say.label}</label>
      <div className="acceptance-line">
        <input
          id={id}
          className="field"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={typed}
          aria-describedby={`${id}-why ${id}-wrong`}
          aria-invalid={wrong}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") leave();
          }}
        />
        <Button look="prominent" onClick={leave}>
          {say.back}
        </Button>
        <Button type="submit" busy={busy}>
          {busy ? say.accepting : say.accept}
        </Button>
      </div>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">
        {wrong ? say.wrong(absent) : ""}
      </p>
    </form>
  );
}
