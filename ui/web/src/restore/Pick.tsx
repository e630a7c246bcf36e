import { visible } from "@/domain/foreign";
import { Field } from "@/restore/Step";
import { words } from "@/words";

interface Props {
  label: string;
  value: number | null;
  items: readonly { id: number; name: string }[] | null;
  set: (id: number | null) => void;
  none: string;
}

/** One thing of a list, by its name. */
export function Pick({ label, value, items, set, none }: Props) {
  if (items?.length === 0) return <p className="quiet">{none}</p>;
  return (
    <Field label={label}>
      <select className="field" value={value ?? ""} onChange={(event) => set(event.target.value === "" ? null : Number(event.target.value))}>
        <option value="">{words.out.what.choose}</option>
        {(items ?? []).map((one) => (
          <option key={one.id} value={one.id}>
            {visible(one.name)}
          </option>
        ))}
      </select>
    </Field>
  );
}
