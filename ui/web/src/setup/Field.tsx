import { useEffect, useId, useRef } from "react";

import { Said } from "@/parts/Foreign";
import type { Wrong } from "@/setup/useForm";

interface Props {
  name: string;
  label: string;
  value: string;
  change: (value: string) => void;
  wrong: Wrong | null;
  hint?: string;
  secret?: boolean;
  /** A name or a number that no dictionary knows, written from left to right in every language. */
  code?: boolean;
  optional?: boolean;
}

/** One line to type, with its label, its hint, and what is wrong with it. */
export function Field({ name, label, value, change, wrong, hint = "", secret = false, code = true, optional = false }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const mine = wrong?.field === name ? wrong : null;
  useEffect(() => {
    if (mine !== null) input.current?.focus();
  }, [mine]);
  return (
    <div className="setup-field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        className="field setup-input"
        name={name}
        type={secret ? "password" : "text"}
        dir={code ? "ltr" : "auto"}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required={!optional}
        value={value}
        aria-invalid={mine !== null}
        aria-describedby={`${id}-hint ${id}-wrong`}
        onChange={(event) => change(event.target.value)}
      />
      <p id={`${id}-hint`} className="quiet" hidden={hint === ""}>
        {hint}
      </p>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">
        {mine === null ? null : <Said text={`${mine.message} ${mine.action}`} />}
      </p>
    </div>
  );
}

/** What is wrong with no field in particular. */
export function WrongLine({ wrong }: { wrong: Wrong | null }) {
  return (
    <p className="field-wrong" role="alert">
      {wrong?.field === null ? <Said text={`${wrong.message} ${wrong.action}`} /> : null}
    </p>
  );
}
