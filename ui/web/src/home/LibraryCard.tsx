import { HardDrive } from "lucide-react";
import type { CSSProperties } from "react";

import { post } from "@/api/client";
import type { Library, Status } from "@/api/types";
import { Button } from "@/parts/Button";
import { Ago } from "@/parts/Moment";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words/en";

const say = words.library;

/** The drive that holds the originals: where, how much room, and when it was last read through. */
export function LibraryCard({ status, now }: { status: Status; now: number }) {
  const { library, totals } = status;
  return (
    <section className="panel" aria-labelledby="library-heading">
      <h2 id="library-heading" className="heading">
        {say.heading}
      </h2>
      <div className="library-top">
        <span className="source-icon">
          <HardDrive size={18} aria-hidden="true" />
        </span>
        <p className="path">
          <bdi>{library.path}</bdi>
        </p>
      </div>
      <dl className="facts">
        <Fact name={say.drive} value={<Drive library={library} />} />
        {library.free_bytes === null ? null : <Fact name={say.room} value={words.size(library.free_bytes)} />}
        <Fact name={say.holds} value={say.originals(totals.originals, totals.original_bytes)} />
        <Fact
          name={say.lastVerify}
          value={status.last_verify === null ? say.neverVerified : <Ago iso={status.last_verify} now={now} />}
        />
        <Fact name={say.verified} value={say.verifiedOf(totals.verified, totals.originals)} />
      </dl>
      {totals.originals > 0 ? <Verified verified={totals.verified} originals={totals.originals} /> : null}
      {library.code === null ? null : <LibraryTrouble library={library} />}
      <Verify status={status} />
    </section>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div className="library-fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Drive({ library }: { library: Library }) {
  return (
    <span className="fact" data-online={library.online}>
      <StateShape state={library.online ? "safe" : "waiting"} size={14} />
      {library.online ? say.online : say.offline}
    </span>
  );
}

function Verified({ verified, originals }: { verified: number; originals: number }) {
  return (
    <div className="proportion" aria-hidden="true">
      <span className="proportion-part" data-part="safe" style={{ "--share": verified } as CSSProperties} />
      <span className="proportion-part" data-part="rest" style={{ "--share": originals - verified } as CSSProperties} />
    </div>
  );
}

function LibraryTrouble({ library }: { library: Library }) {
  return (
    <div className="trouble" data-needs-person tabIndex={-1}>
      <StateShape state={library.online ? "problem" : "waiting"} size={18} />
      <div className="trouble-body">
        <p className="trouble-sentence">
          <bdi>{library.message}</bdi>
        </p>
        <p className="trouble-action">
          <bdi>{library.action}</bdi>
        </p>
      </div>
    </div>
  );
}

function Verify({ status }: { status: Status }) {
  const { busy, ask } = useAsk();
  const under = busy || status.job?.kind === "verify";
  if (status.totals.originals === 0) return null;
  return (
    <Button busy={under} onClick={() => void ask(() => post("/api/jobs", { kind: "verify" }))}>
      {under ? say.verifying : say.verify}
    </Button>
  );
}
