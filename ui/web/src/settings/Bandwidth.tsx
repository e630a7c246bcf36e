import { type SubmitEvent, useEffect, useId, useState } from "react";

import { get, put } from "@/api/client";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { Hours } from "@/settings/Hours";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";
import { spanned } from "@/words/hours";

const say = words.settings.bandwidth;
const MEGA = 1_000_000;

type Limits = readonly (number | null)[];

/** So much may come in which hours: hours are chosen, then limited together. */
export function Bandwidth() {
  const [limits, setLimits] = useState<Limits | null>(null);
  const [before, setBefore] = useState<Limits | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [typed, setTyped] = useState("2");
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const id = useId();
  useEffect(() => {
    let current = true;
    get<{ hours: Limits }>("/api/bandwidth").then(({ hours }) => { if (current) setLimits(hours); }, () => undefined);
    return () => {
      current = false;
    };
  }, []);
  if (limits === null) return null;
  const keep = async (next: Limits, undo: Limits | null) => {
    try {
      const { hours } = await put<{ hours: Limits }>("/api/bandwidth", { hours: next });
      setLimits(hours);
      setBefore(undo);
      setChosen(new Set());
      setSaid(undo === null ? words.settings.undone : words.settings.saved);
      setWrong("");
    } catch (error) {
      setWrong(wrongOf(error).message);
    }
  };
  const give = (rate: number | null) => keep(limits.map((limit, hour) => (chosen.has(hour) ? rate : limit)), limits);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const rate = Math.round(Number(typed.trim().replace(",", ".")) * MEGA);
    if (Number.isFinite(rate) && rate >= 10_000 && rate <= 10_000 * MEGA) void give(rate);
    else setWrong(say.wrong);
  };
  return (
    <section className="panel" aria-labelledby={`${id}-heading`}>
      <div className="heading-line">
        <h2 id={`${id}-heading`} className="heading">{say.heading}</h2>
        {before === null ? null : <Button look="quiet" onClick={() => void keep(before, null)}>{words.settings.undo}</Button>}
      </div>
      <p className="effect">{say.effect} {say.summary(limits.filter((limit) => limit !== null).length)}</p>
      <Hours limits={limits} chosen={chosen} choose={setChosen} />
      {chosen.size === 0 ? (
        <p className="effect">{say.choose}</p>
      ) : (
        <form className="hours-form" onSubmit={submit}>
          <p className="hours-chosen">{say.chosen(spanned([...chosen]))}</p>
          <label htmlFor={id}>{say.limit}</label>
          <input id={id} className="field setting-number" inputMode="decimal" autoComplete="off" value={typed} aria-invalid={wrong !== ""} aria-describedby={`${id}-wrong`} onChange={(event) => { setTyped(event.target.value); }} />
          <Button type="submit" look="prominent">{say.set}</Button>
          <Button onClick={() => void give(null)}>{say.clear}</Button>
        </form>
      )}
      <p id={`${id}-wrong`} className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
      <p className="setting-said" role="status">{said}</p>
    </section>
  );
}
