import { Copy } from "lucide-react";

import { post } from "@/api/client";
import type { Copies, Status } from "@/api/types";
import { DAY } from "@/domain/ages";
import { Button } from "@/parts/Button";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { Card, Fact } from "@/safety/Card";
import { words } from "@/words";

const say = words.trust.copies;

/** A copy is made every night; after so many nights without one something keeps it from coming about. */
const TOO_OLD = 3 * DAY;

/** What there is to fall back on when the catalog is lost. */
export function CopiesCard({ copies, status, now }: { copies: Copies; status: Status; now: number }) {
  const { newest } = copies;
  const fresh = newest !== null && now - Date.parse(newest) < TOO_OLD;
  return (
    <Card question={say.question} state={fresh ? "safe" : "waiting"} answer={copies.count === 0 ? say.none : say.answer(copies.count)}>
      {newest === null ? null : (
        <dl className="facts">
          <Fact name={say.newest}>
            <Ago iso={newest} now={now} />
          </Fact>
          <Fact name={say.size}>{words.size(copies.bytes)}</Fact>
        </dl>
      )}
      <p className="quiet">{say.about}</p>
      <p className="quiet">{say.code}</p>
      <CopyIt under={status.job?.kind === "catalog_copy"} />
    </Card>
  );
}

function CopyIt({ under }: { under: boolean }) {
  const { busy, ask } = useAsk();
  return (
    <div className="proof-ways">
      <Button icon={<Copy size={15} aria-hidden="true" />} busy={busy || under} onClick={() => void ask(() => post("/api/jobs", { kind: "catalog_copy" }))}>
        {busy || under ? say.under : say.now}
      </Button>
    </div>
  );
}
