import { ScanSearch } from "lucide-react";
import { useState } from "react";

import { post } from "@/api/client";
import type { JobRequest, Source } from "@/api/types";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { Pick } from "@/restore/Pick";
import { Searching } from "@/restore/Searching";
import { OneOf } from "@/restore/Step";
import { useCollections, useShoots } from "@/restore/useLists";
import { words } from "@/words";

const say = words.trust.part;
const KINDS = ["source", "shoot", "collection", "search"] as const;
type Kind = (typeof KINDS)[number];

interface Chosen {
  kind: Kind;
  number: number | null;
  query: string;
}

/** A part of the library to be read again: what somebody is about to need, or has doubts about. */
export function CheckPart({ sources }: { sources: readonly Source[] }) {
  const [chosen, setChosen] = useState<Chosen>({ kind: "source", number: null, query: "" });
  const { busy, ask } = useAsk();
  const body = bodyOf(chosen);
  return (
    <form className="check-part" onSubmit={(event) => {
      event.preventDefault();
      if (body !== null && !busy) void ask(() => post("/api/jobs", body));
    }}>
      <OneOf label={say.heading} names={KINDS} chosen={chosen.kind} words={words.out.what.kinds} choose={(kind) => setChosen({ ...chosen, kind, number: null })} />
      <Which chosen={chosen} change={(part) => setChosen({ ...chosen, ...part })} sources={sources} />
      <div className="proof-ways">
        <Button type="submit" busy={busy || body === null} icon={<ScanSearch size={15} aria-hidden="true" />}>
          {busy ? say.starting : say.check}
        </Button>
      </div>
    </form>
  );
}

function Which({ chosen, change, sources }: { chosen: Chosen; change: (part: Partial<Chosen>) => void; sources: readonly Source[] }) {
  const set = (number: number | null) => change({ number });
  const { what } = words.out;
  switch (chosen.kind) {
    case "source":
      return <Pick label={what.source} value={chosen.number} items={sources} set={set} none={words.trust.statement.none} />;
    case "shoot":
      return <Shoots value={chosen.number} set={set} />;
    case "collection":
      return <Albums value={chosen.number} set={set} />;
    case "search":
      return <Searching query={chosen.query} write={(query) => change({ query })} />;
  }
}

interface OneProps {
  value: number | null;
  set: (number: number | null) => void;
}

function Shoots({ value, set }: OneProps) {
  return <Pick label={words.out.what.shoot} value={value} items={useShoots()} set={set} none={words.out.what.noShoots} />;
}

function Albums({ value, set }: OneProps) {
  return <Pick label={words.out.what.collection} value={value} items={useCollections()} set={set} none={words.out.what.noCollections} />;
}

/** As the server is asked for it; null: nothing is chosen yet. */
function bodyOf({ kind, number, query }: Chosen): JobRequest | null {
  if (kind === "search") return query.trim() === "" ? null : { kind: "verify", query: query.trim() };
  if (number === null) return null;
  return kind === "source" ? { kind: "verify", sources: [number] } : { kind: "verify", [kind]: number };
}
