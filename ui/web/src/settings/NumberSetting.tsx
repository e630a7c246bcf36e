import { Undo2 } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";

import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import type { Setting, Settings } from "@/settings/useSettings";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";
import { number } from "@/words/locale";

const say = words.settings;

interface Props {
  setting: Setting;
  say: { label: string; unit: string; effect: string };
  change: Settings["change"];
}

/** One setting that is a number: it is kept when the field is left, and can be taken back. */
export function NumberSetting({ setting, say: { label, unit, effect }, change }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [before, setBefore] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const id = useId();
  const keep = async (value: number, undo: number | null, done: string) => {
    try {
      await change(setting.name, value);
      setBefore(undo);
      setSaid(done);
      setWrong("");
      setTyped(null);
    } catch (error) {
      const { message } = wrongOf(error);
      setWrong(message);
    }
  };
  const settle = () => {
    if (typed === null) return;
    const value = Number(typed.trim());
    if (typed.trim() === "" || !Number.isInteger(value) || value < setting.low || value > setting.high) {
      setWrong(say.bounds(number(setting.low), number(setting.high)));
    } else if (value !== setting.value) {
      void keep(value, setting.value, say.saved);
    } else {
      setTyped(null);
      setWrong("");
    }
  };
  return (
    <form className="setting" onSubmit={(event: SubmitEvent) => { event.preventDefault(); settle(); }}>
      <div className="setting-what">
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-effect`} className="effect">{effect} {setting.value === setting.default ? null : say.standard(number(setting.default))}</p>
        <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
        <p className="setting-said" role="status">{said}</p>
      </div>
      <div className="setting-value">
        {before === null ? null : (
          <Button look="quiet" icon={<Undo2 size={15} aria-hidden="true" />} onClick={() => void keep(before, null, say.undone)}>{say.undo}</Button>
        )}
        <input
          id={id}
          className="field setting-number"
          inputMode="numeric"
          autoComplete="off"
          value={typed ?? String(setting.value)}
          aria-invalid={wrong !== ""}
          aria-describedby={`${id}-effect ${id}-unit ${id}-wrong`}
          onChange={(event) => { setTyped(event.target.value); setSaid(""); }}
          onBlur={settle}
        />
        <span id={`${id}-unit`} className="setting-unit">{unit}</span>
      </div>
    </form>
  );
}
