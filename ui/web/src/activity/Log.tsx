import { useCallback, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Log as Lines } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.activity.log;

/** The end of the log, with nothing of the person's in it. */
export function Log() {
  return (
    <section className="panel panel-slim">
      <Disclosure heading summary={say.heading}>
        {() => <End />}
      </Disclosure>
    </section>
  );
}

function End() {
  const [lines, setLines] = useState<readonly string[] | null>(null);
  const { busy, ask } = useAsk();
  const read = useCallback(async () => setLines((await get<Lines>("/api/log?lines=200")).lines), []);
  useEffect(() => {
    void ask(read);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- read when it is opened, and when the person asks
  }, [read]);
  return (
    <>
      <p className="quiet">{say.about}</p>
      {lines === null ? (
        <p className="quiet">{say.loading}</p>
      ) : lines.length === 0 ? (
        <p className="quiet">{say.empty}</p>
      ) : (
        <pre className="log-lines" tabIndex={0} aria-label={say.heading}>
          {lines.join("\n")}
        </pre>
      )}
      <Button busy={busy} onClick={() => void ask(read)}>
        {busy ? say.loading : say.again}
      </Button>
    </>
  );
}
