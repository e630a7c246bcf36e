import { HardDrive } from "lucide-react";
import type { CSSProperties } from "react";

import { post } from "@/api/client";
import type { Library, Status } from "@/api/types";
import { SAFETY } from "@/domain/route";
import { LibraryWays } from "@/home/LibraryWays";
import { Button } from "@/parts/Button";
import { Path } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Trouble } from "@/parts/Trouble";
import { useAsk } from "@/parts/useAsk";
import { AbsentCard } from "@/safety/AbsentCard";
import { LostFiles } from "@/safety/LostFiles";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.library;

/** The drive that holds the originals: where, how much room, and when it was last read through. */
export function LibraryCard({ status, now }: { status: Status; now: number }) {
  const { library, totals, verification } = status;
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
          <Path text={library.path} />
        </p>
      </div>
      <dl className="facts">
        <Fact name={say.drive} value={<Drive library={library} />} />
        {library.free_bytes === null ? null : <Fact name={say.room} value={words.size(library.free_bytes)} />}
        {totals.originals === 0 ? null : <Holdings status={status} now={now} />}
      </dl>
      {totals.originals === 0 ? null : <Verified verified={totals.verified} originals={totals.originals} />}
      {library.code === null ? null : (
        <Trouble state={library.code === "LIBRARY_OFFLINE" ? "waiting" : "problem"} sentence={library.message ?? ""} action={library.action ?? ""}>
          <LibraryWays code={library.code} />
        </Trouble>
      )}
      {verification.held === null ? null : <AbsentCard absent={verification.held} />}
      {verification.lost === 0 ? null : <LostFiles reading={verification} />}
      <div className="library-ways">
        <Verify status={status} />
        {totals.originals === 0 ? null : (
          <a className="library-why" href={SAFETY}>
            {say.why}
          </a>
        )}
      </div>
    </section>
  );
}

function Holdings({ status: { totals, last_verify: last }, now }: { status: Status; now: number }) {
  return (
    <>
      <Fact name={say.holds} value={say.originals(totals.originals, totals.original_bytes)} />
      <Fact name={say.lastVerify} value={last === null ? say.neverVerified : <Ago iso={last} now={now} />} />
      <Fact name={say.verified} value={say.verifiedOf(totals.verified, totals.originals)} />
    </>
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
      <StateShape state={library.online ? "safe" : "waiting"} size={14} /> {library.online ? say.online : (say.unusable[library.code ?? ""] ?? say.offline)}
    </span>
  );
}

function Verified({ verified, originals }: { verified: number; originals: number }) {
  return (
    <div className="proportion" aria-hidden="true">
      {verified > 0 ? <span className="proportion-part" data-part="safe" style={{ "--share": verified } as CSSProperties} /> : null}
      <span className="proportion-part" data-part="rest" style={{ "--share": originals - verified } as CSSProperties} />
    </div>
  );
}

function Verify({ status }: { status: Status }) {
  const { busy, ask } = useAsk();
  const under = busy || status.job?.kind === "verify";
  if (status.totals.originals === 0 || !isReadable(status.library)) return null;
  return (
    <Button busy={under} onClick={() => void ask(() => post("/api/jobs", { kind: "verify" }))}>
      {under ? say.verifying : say.verify}
    </Button>
  );
}

/** A drive that takes no writes can still be read through. */
function isReadable({ online, code }: Library): boolean {
  return online || code === "READ_ONLY";
}
