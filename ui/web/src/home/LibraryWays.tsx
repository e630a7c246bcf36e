import { type ReactNode, useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { LibraryPlace, Settled } from "@/api/types";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.trust.library;
const AWAY = ["LIBRARY_OFFLINE", "LIBRARY_WRONG"];

/** The ways on from what is wrong with the library: each trouble has its button. */
export function LibraryWays({ code }: { code: string }) {
  if (AWAY.includes(code)) return <Elsewhere key={code} />;
  if (code === "MARKER_MISSING") return <Way label={say.adopt} go={() => post("/api/library/adopt")} />;
  return <Way label={say.again} go={() => post("/api/jobs", { kind: "backup" })} />;
}

/** The same drive at another place, or a copy on another drive: what lies there is compared before it is believed. */
function Elsewhere() {
  const [found, setFound] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    get<LibraryPlace>("/api/library").then(
      (place) => current && setFound(place.elsewhere),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  return (
    <div className="proof-ways">
      {found === null ? null : <Way label={say.found(found)} go={() => post<Settled>("/api/library/follow", { to: "found" })} />}
      {window.pywebview === undefined ? null : <Way label={say.point} go={() => post<Settled>("/api/library/follow", { to: "pointed" })} />}
    </div>
  );
}

function Way({ label, go }: { label: ReactNode; go: () => Promise<unknown> }) {
  const { busy, ask } = useAsk();
  return (
    <Button busy={busy} onClick={() => void ask(go)}>
      {busy ? say.looking : label}
    </Button>
  );
}
