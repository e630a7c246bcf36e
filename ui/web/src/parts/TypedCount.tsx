import { type SubmitEvent, useId, useState } from "react";

import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";

interface Props {
  count: number;
  say: {
    explain: (count: number) => string;
    label: string;
    accept: string;
    accepting: string;
    back: string;
    wrong: (count: number) => string;
  };
  accept: () => Promise<unknown>;
  leave: () => void;
}

/** A second step that nobody takes by accident: the number has to be typed. Leaving is the button at hand. */
export function TypedCount({ count, say, accept, leave }: Props) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const { busy, ask } = useAsk();
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const digits = typed.replace(/[\s.,'’]/g, "");
    const right = /^\d+$/.test(digits) && Number(digits) === count;
    setWrong(!right);
    if (right) void ask(accept);
  };
  return (
    <form className="acceptance" onSubmit={submit}>
      <p id={`${id}-why`}>{say.explain(count)}</p>
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
        {wrong ? say.wrong(count) : ""}
      </p>
    </form>
  );
}
