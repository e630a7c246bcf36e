import { useId, useState } from "react";

import { get, post } from "@/api/client";
import type { Bundle, Saved } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";
import { bytes } from "@/words/locale";

const say = words.settings.diagnostics;

/** Everything that would be in the bundle is read here first, word by word; then it is saved, and sent to nobody. */
export function Diagnostics() {
  const [bundle, setBundle] = useState<Bundle | null>(null);
  const [names, setNames] = useState(false);
  const [said, setSaid] = useState("");
  const { busy, ask } = useAsk();
  const id = useId();
  const look = (named: boolean) => ask(async () => { setBundle(await get<Bundle>(`/api/diagnostics?names=${String(named)}`)); });
  // What is saved is what is seen: while it is collected anew, and where that fails, the tick stays as it was.
  const turn = (named: boolean) => {
    if (busy) return;
    setNames(named);
    if (bundle !== null) void look(named).then((seen) => { if (!seen) setNames(!named); });
  };
  const save = () =>
    ask(async () => {
      const { path } = await post<Saved>("/api/diagnostics/save", { names });
      setSaid(path === null ? "" : say.saved(path));
    });
  return (
    <section className="panel" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`} className="heading">{say.heading}</h2>
      <p className="effect">{say.effect}</p>
      <div className="form-line form-switch">
        <input id={id} type="checkbox" checked={names} aria-describedby={`${id}-effect`} onChange={(event) => { turn(event.target.checked); }} />
        <label htmlFor={id}>{say.names}</label>
        <p id={`${id}-effect`} className="effect">{say.namesEffect}</p>
      </div>
      <div className="form-buttons">
        {bundle === null ? <Button busy={busy} onClick={() => void look(names)}>{busy ? say.looking : say.look}</Button> : null}
        {bundle === null ? null : <Save bundle={bundle} busy={busy} save={() => void save()} />}
      </div>
      <p className="setting-said" role="status">{said}</p>
      {bundle?.parts.map((part) => (
        <div key={part.name} className="bundle-part">
          <Disclosure summary={say.part(part.name, bytes(part.bytes))}>{() => <pre className="bundle-text" tabIndex={0} aria-label={part.name} dir="ltr">{part.text}</pre>}</Disclosure>
          <p className="effect"><Said text={part.sentence} /></p>
        </div>
      ))}
    </section>
  );
}

/** In the window by the system's dialog; in a browser as one text. */
function Save({ bundle, busy, save }: { bundle: Bundle; busy: boolean; save: () => void }) {
  if (window.pywebview !== undefined) return <Button look="prominent" busy={busy} onClick={save}>{say.save}</Button>;
  const text = bundle.parts.map((part) => `== ${part.name}: ${part.sentence}\n${part.text}`).join("\n");
  return (
    <a className="button" data-look="prominent" download="holdfast-diagnostics.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>{say.download}</a>
  );
}
