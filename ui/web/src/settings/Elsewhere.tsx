import { useState } from "react";

import { post } from "@/api/client";
import type { Settled } from "@/api/types";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.settings.library.elsewhere;

/** The library was copied to another place by hand, and is taken over there: a sample is compared before it is believed. */
export function Elsewhere() {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const choose = async () => {
    setBusy(true);
    setWrong("");
    setSaid("");
    try {
      const { path, compared, differing } = await post<Settled>("/api/library/follow", { to: "pointed" });
      if (path !== null) setSaid(differing.length === 0 ? say.moved(path, compared) : `${say.moved(path, compared)} ${say.differing(differing.length)}`);
    } catch (error) {
      const { message, action } = wrongOf(error);
      setWrong(`${message} ${action}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="elsewhere-heading">
      <h2 id="elsewhere-heading" className="heading">{say.heading}</h2>
      <p className="effect">{say.effect}</p>
      {window.pywebview === undefined ? <p className="effect">{say.browser}</p> : (
        <div className="form-buttons">
          <Button busy={busy} onClick={() => void choose()}>{busy ? say.comparing : say.choose}</Button>
        </div>
      )}
      <p className="field-wrong" role="alert">{wrong === "" ? null : <Said text={wrong} />}</p>
      <p className="setting-said" role="status">{said}</p>
    </section>
  );
}
