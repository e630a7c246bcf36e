import { useId, useState } from "react";

import { Said } from "@/parts/Foreign";
import type { Settings } from "@/settings/useSettings";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

/** A setting that is so or not; it counts at once, and ticking it again takes it back. */
export function SwitchSetting({ name, say, settings }: { name: string; say: { label: string; effect: string }; settings: Settings }) {
  const id = useId();
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const setting = settings.all?.get(name);
  if (setting === undefined) return null;
  const turn = async (on: boolean) => {
    try {
      await settings.change(name, on ? 1 : 0);
      setSaid(words.settings.saved);
      setWrong("");
    } catch (error) {
      setWrong(wrongOf(error).message);
    }
  };
  return (
    <div className="form-line form-switch">
      <input id={id} type="checkbox" checked={setting.value === 1} aria-describedby={`${id}-effect`} onChange={(event) => { void turn(event.target.checked); }} />
      <label htmlFor={id}>{say.label}</label>
      <p id={`${id}-effect`} className="effect">{say.effect}</p>
      <p className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
      <p className="setting-said" role="status">{said}</p>
    </div>
  );
}
