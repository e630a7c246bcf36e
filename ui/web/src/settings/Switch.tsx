import { useId, useState } from "react";

import { Said } from "@/parts/Foreign";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

interface Props {
  say: { label: string; effect: string };
  on: boolean;
  turn: (on: boolean) => Promise<void>;
  /** What else is to be said of how it is. */
  note?: string;
}

/** A setting that is on or off. It counts at once; turning it back is how it is undone. */
export function Switch({ say: { label, effect }, on, turn, note = "" }: Props) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const id = useId();
  const change = async (wanted: boolean) => {
    setBusy(true);
    setSaid("");
    setWrong("");
    try {
      await turn(wanted);
      setSaid(words.settings.saved);
    } catch (error) {
      const { message, action } = wrongOf(error);
      setWrong(`${message} ${action}`.trim());
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="setting">
      <div className="setting-what">
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-effect`} className="effect">{effect} {note === "" ? null : <Said text={note} />}</p>
        <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
        <p className="setting-said" role="status">{said}</p>
      </div>
      <div className="setting-value">
        <input
          id={id}
          className="switch"
          type="checkbox"
          role="switch"
          checked={on}
          aria-busy={busy}
          aria-describedby={`${id}-effect ${id}-wrong`}
          onChange={(event) => { if (!busy) void change(event.target.checked); }}
        />
      </div>
    </div>
  );
}
