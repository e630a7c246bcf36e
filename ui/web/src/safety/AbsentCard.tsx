import { useState } from "react";

import { post } from "@/api/client";
import type { HeldLoss } from "@/api/types";
import { Button } from "@/parts/Button";
import { Trouble } from "@/parts/Trouble";
import { TypedCount } from "@/parts/TypedCount";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.trust.absent;

/** So many files are gone at once that it is the library that seems wrong: nothing happens until a person answers. */
export function AbsentCard({ absent }: { absent: HeldLoss }) {
  const [removed, setRemoved] = useState(false);
  const { busy, ask } = useAsk();
  const accept = () => post("/api/jobs", { kind: "verify", repair: true, accept_missing: absent.absent });
  return (
    <Trouble state="attention" sentence={absent.message} action={say.awayHint}>
      {removed ? (
        <TypedCount count={absent.absent} say={say} accept={accept} leave={() => setRemoved(false)} />
      ) : (
        <div className="proof-ways">
          <Button busy={busy} onClick={() => void ask(() => post("/api/jobs", { kind: "verify" }))}>
            {say.look}
          </Button>
          <Button onClick={() => setRemoved(true)}>{say.removed}</Button>
        </div>
      )}
    </Trouble>
  );
}
