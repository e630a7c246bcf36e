import { useId } from "react";

import { Said } from "@/parts/Foreign";
import type { FormProps } from "@/sources/fields";
import { words } from "@/words";

const say = words.accounts;

interface Props extends FormProps {
  name: keyof typeof say.fields;
  secret?: boolean;
  lines?: boolean;
  /** Said instead of what the field is mostly called. */
  text?: { label: string; effect: string };
  /** It cannot change. */
  fixed?: boolean;
}

/** One line of a form: what it is, what it is for, and what is wrong with it. */
export function AccountField({ name, fields, change, wrong, known = false, secret = false, lines = false, fixed = false, text = say.fields[name] }: Props) {
  const id = useId();
  const { label, effect } = text;
  const bad = wrong?.field === name ? wrong : null;
  const shared = {
    id,
    className: "field",
    value: fields[name] ?? "",
    spellCheck: false,
    readOnly: fixed,
    "aria-invalid": bad !== null,
    "aria-describedby": `${id}-effect ${id}-wrong`,
    onChange: (event: { target: { value: string } }) => { change({ [name]: event.target.value }); },
  };
  return (
    <div className="form-line">
      <label htmlFor={id}>{label}</label>
      {lines ? (
        <textarea rows={3} {...shared} />
      ) : (
        <input type={secret ? "password" : "text"} autoComplete={secret ? "new-password" : "off"} autoCapitalize="none" dir="ltr" placeholder={secret && known ? say.unchanged : undefined} {...shared} />
      )}
      <p id={`${id}-effect`} className="effect">{effect}</p>
      <p id={`${id}-wrong`} className="field-wrong" role="alert">{bad === null ? null : <Said text={`${bad.message} ${bad.action}`} />}</p>
    </div>
  );
}

/** Something that is so or not. */
export function AccountSwitch({ name, fields, change }: Props) {
  const id = useId();
  const { label, effect } = say.fields[name];
  return (
    <div className="form-line form-switch">
      <input id={id} type="checkbox" checked={fields[name] === "yes"} aria-describedby={`${id}-effect`} onChange={(event) => { change({ [name]: event.target.checked ? "yes" : "" }); }} />
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-effect`} className="effect">{effect}</p>
    </div>
  );
}
