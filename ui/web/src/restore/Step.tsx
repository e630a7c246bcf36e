import { type ReactNode, useId } from "react";

/** One question of the three, with its number. */
export function Step({ number, heading, children }: { number: number; heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel out-step" aria-labelledby={id}>
      <h2 id={id} className="out-step-name">
        <span className="out-number" aria-hidden="true">
          {number}
        </span>
        {heading}
      </h2>
      {children}
    </section>
  );
}

interface Props<T extends string> {
  label: string;
  names: readonly T[];
  chosen: T;
  words: Record<T, string>;
  choose: (name: T) => void;
}

/** One of a few, all of them in sight. */
export function OneOf<T extends string>({ label, names, chosen, words, choose }: Props<T>) {
  const id = useId();
  return (
    <fieldset className="out-kinds">
      <legend className="unseen">{label}</legend>
      {names.map((name) => (
        <label key={name} className="out-kind" data-chosen={name === chosen}>
          <input type="radio" className="out-radio" name={id} value={name} checked={name === chosen} onChange={() => choose(name)} />
          {words[name]}
        </label>
      ))}
    </fieldset>
  );
}

/** A label over its field. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="out-field">
      <span className="out-label">{label}</span>
      {children}
    </label>
  );
}

/** Something that is so or not. */
export function Tick({ label, checked, set }: { label: string; checked: boolean; set: (checked: boolean) => void }) {
  return (
    <label className="out-tick">
      <input type="checkbox" checked={checked} onChange={(event) => set(event.target.checked)} />
      {label}
    </label>
  );
}
