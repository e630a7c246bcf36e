import { useId, useRef } from "react";

import type { Examples } from "@/api/types";
import { FIELDS, FORMS, NAMES, NAMINGS, type Wanted } from "@/domain/exporting";
import { Path, Said } from "@/parts/Foreign";
import { Field, OneOf, Step, Tick } from "@/restore/Step";
import { useExamples } from "@/restore/useExamples";
import { words } from "@/words";

const say = words.out.names;

interface Props {
  wanted: Wanted;
  change: (part: Partial<Wanted>) => void;
}

/** Under which names, shown on the first three photos, and what lies beside them. */
export function Names({ wanted, change }: Props) {
  const { examples, wrong } = useExamples(wanted);
  const id = useId();
  return (
    <Step number={2} heading={say.heading}>
      <OneOf label={say.label} names={NAMES} chosen={wanted.names} words={say.kinds} choose={(names) => change({ names })} />
      {wanted.names === "own" ? <Template wanted={wanted} change={change} wrong={wrong} about={id} /> : null}
      {examples === null || wrong !== null ? null : <Shown examples={examples} />}
      <div className="out-pair">
        <Field label={say.xmp}>
          <select className="field" value={wanted.xmp} onChange={(event) => change({ xmp: NAMINGS.find((name) => name === event.target.value) ?? "none" })}>
            {NAMINGS.map((name) => (
              <option key={name} value={name}>{say.namings[name]}</option>
            ))}
          </select>
        </Field>
        <Field label={say.form}>
          <select className="field" value={wanted.form} onChange={(event) => change({ form: FORMS.find((name) => name === event.target.value) ?? "" })}>
            {FORMS.map((name) => (
              <option key={name} value={name}>{say.forms[name]}</option>
            ))}
          </select>
        </Field>
      </div>
      <Tick label={say.versions} checked={wanted.versions} set={(versions) => change({ versions })} />
    </Step>
  );
}

function Template({ wanted, change, wrong, about }: Props & { wrong: string | null; about: string }) {
  const field = useRef<HTMLInputElement>(null);
  const insert = (text: string) => {
    const { template } = wanted;
    const at = field.current?.selectionStart ?? template.length;
    const end = field.current?.selectionEnd ?? at;
    change({ template: template.slice(0, at) + text + template.slice(end) });
    field.current?.focus();
  };
  return (
    <div className="out-template">
      <Field label={say.template}>
        <input ref={field} className="field out-code" dir="ltr" maxLength={500} autoComplete="off" spellCheck={false} value={wanted.template} aria-invalid={wrong !== null} aria-describedby={about} onChange={(event) => change({ template: event.target.value })} />
      </Field>
      <p id={about} className={wrong === null ? "quiet" : "field-wrong"} role="status">
        {wrong === null ? say.templateHint : <Said text={wrong} />}
      </p>
      <ul className="chips">
        {FIELDS.map((one) => (
          <li key={one}>
            <button type="button" className="chip out-code" aria-label={say.insert(one)} onClick={() => insert(one)}>{one}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Shown({ examples }: { examples: Examples["examples"] }) {
  if (examples.length === 0) return <p className="quiet">{say.none}</p>;
  return (
    <div className="out-examples" role="status">
      <p className="out-label">{say.examples}</p>
      <ul>
        {examples.map((one) => (
          <li key={one.path} className="out-path"><Path text={one.path} /></li>
        ))}
      </ul>
    </div>
  );
}
