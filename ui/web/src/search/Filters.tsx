import { type ReactNode, useId } from "react";

import { fieldOf, withField } from "@/domain/query";
import { words } from "@/words";

const say = words.search;
const TYPES = ["image", "video", "raw"] as const;
const STARS = [1, 2, 3, 4, 5] as const;
/** The year of the first photograph. */
const FIRST = 1826;

interface Props {
  query: string;
  write: (query: string) => void;
}

/** Filters, each of which is a part of the query: what they do can be read, and typed the next time. */
export function Filters({ query, write }: Props) {
  const set = (name: string) => (value: string) => write(withField(query, name, value));
  return (
    <fieldset className="filters">
      <legend className="unseen">{say.filters}</legend>
      <Pick label={say.type} value={fieldOf(query, "type")} set={set("type")}>
        {TYPES.map((type) => (
          <option key={type} value={type}>{say.types[type]}</option>
        ))}
      </Pick>
      <Pick label={say.rating} value={fieldOf(query, "rating")} set={set("rating")}>
        {STARS.map((stars) => (
          <option key={stars} value={`>=${stars}`}>{say.stars(stars)}</option>
        ))}
      </Pick>
      <Typed key={`year ${fieldOf(query, "taken")}`} label={say.year} value={fieldOf(query, "taken")} set={set("taken")} fits={isYear} />
      <Typed key={`camera ${fieldOf(query, "camera")}`} label={say.camera} value={fieldOf(query, "camera")} set={set("camera")} fits={() => true} />
    </fieldset>
  );
}

function isYear(text: string): boolean {
  return /^\d{4}$/.test(text) && Number(text) >= FIRST;
}

/** `value` may be one that was typed and is none of the choices: then it is one more. */
function Pick({ label, value, set, children }: { label: string; value: string; set: (value: string) => void; children: ReactNode[] }) {
  const known = ["", ...TYPES, ...STARS.map((stars) => `>=${stars}`)].includes(value);
  return (
    <label className="filter">
      <span>{label}</span>
      <select className="field" value={value} onChange={(event) => set(event.target.value)}>
        <option value="">{say.any}</option>
        {children}
        {known ? null : <option value={value}>{value}</option>}
      </select>
    </label>
  );
}

/** Set when the person is done with it. */
function Typed({ label, value, set, fits }: { label: string; value: string; set: (value: string) => void; fits: (text: string) => boolean }) {
  const id = useId();
  const done = (text: string) => {
    if (text !== value && (text === "" || fits(text))) set(text);
  };
  return (
    <label className="filter" htmlFor={id}>
      <span>{label}</span>
      <input id={id} className="field" defaultValue={value} placeholder={say.any} autoComplete="off"
        onBlur={(event) => done(event.target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") done(event.currentTarget.value.trim());
        }} />
    </label>
  );
}
