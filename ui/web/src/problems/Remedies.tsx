import { post } from "@/api/client";
import type { Card, Cards, JobRequest, Status } from "@/api/types";
import { remedyOf } from "@/domain/remedies";
import { HeldCount } from "@/home/Held";
import { LibraryWays } from "@/home/LibraryWays";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { SignInAgain } from "@/problems/SignInAgain";
import { AbsentCard } from "@/safety/AbsentCard";
import { words } from "@/words";

const say = words.cards;
const tell = words.problems;

interface Props {
  card: Card;
  status: Status;
  now: number;
  first: boolean;
  opened: boolean;
  open: (card: number | null) => void;
  show: (cards: Cards) => void;
}

/** The one button of a card, or the words that nothing is to be done. */
export function Remedies(props: Props) {
  const { card, status, now, first } = props;
  const under = status.job?.kind === "retry" || status.job?.kind === "verify";
  switch (remedyOf(card)) {
    case "retry":
      return <Fix job={{ kind: "retry", failure: card.code }} label={tell.retry} under={under} prominent={first} />;
    case "repair":
      return <Fix job={{ kind: "verify", repair: true, leave_edits: true }} label={tell.repair} under={under} prominent={first} />;
    case "edited":
      return <Edited under={under} first={first} />;
    case "sign-in":
      return <SignIn {...props} />;
    case "accept":
      return <Held {...props} />;
    case "library":
      return (
        <>
          <LibraryWays code={card.code} />
          <LookAgain {...props} />
        </>
      );
    case "absent":
      return status.verification.held === null ? <LookAgain {...props} /> : <AbsentCard absent={status.verification.held} />;
    case "look":
      return <LookAgain {...props} />;
    case "backup":
      return <Fix job={{ kind: "backup", ...(card.source_id === null ? {} : { sources: [card.source_id] }) }} label={say.backup} under={status.job?.kind === "backup"} prominent={first} />;
    case "verify":
      return <Fix job={{ kind: "verify" }} label={say.verify} under={under} prominent={first} />;
    case "drill":
      return <Fix job={{ kind: "drill" }} label={say.drill} under={status.job?.kind === "drill"} prominent={first} />;
    case "wait":
      return <p className="card-nothing">{say.nothing(status.sources.find((source) => source.id === card.source_id)?.next_due ?? null, now)}</p>;
  }
}

/** A button that asks for work. */
export function Fix({ job, label, under, prominent = false }: { job: JobRequest; label: string; under: boolean; prominent?: boolean }) {
  const { busy, ask } = useAsk();
  return (
    <Button look={prominent ? "prominent" : "plain"} busy={busy || under} onClick={() => void ask(() => post("/api/jobs", job))}>
      {busy || under ? say.starting : label}
    </Button>
  );
}

function Edited({ under, first }: { under: boolean; first: boolean }) {
  return (
    <>
      <Fix job={{ kind: "verify", repair: true, keep_edits: true }} label={words.trust.reading.keepEdits} under={under} prominent={first} />
      <Fix job={{ kind: "verify", repair: true }} label={tell.undoEdits} under={under} />
    </>
  );
}

/** The person mended it: what waits goes on at once, and a source is asked again. */
function LookAgain({ card, show, first }: Props) {
  const { busy, ask } = useAsk();
  return (
    <Button look={first ? "prominent" : "plain"} busy={busy} onClick={() => void ask(async () => show(await post<Cards>(`/api/problems/${card.id}/look`)))}>
      {busy ? say.looking : say.look}
    </Button>
  );
}

function SignIn({ card, status, first, opened, open }: Props) {
  const source = status.sources.find((one) => one.id === card.source_id);
  if (source === undefined) return null;
  if (opened) return <SignInAgain source={source} leave={() => open(null)} />;
  return (
    <Button look={first ? "prominent" : "plain"} onClick={() => open(card.id)}>
      {say.signIn.open}
    </Button>
  );
}

function Held({ card, status, opened, open }: Props) {
  const source = status.sources.find((one) => one.id === card.source_id);
  if (source?.held == null) return null;
  if (opened) return <HeldCount source={source.id} held={source.held} leave={() => open(null)} />;
  return (
    <>
      <p className="card-nothing">{words.held.look}</p>
      <Button onClick={() => open(card.id)}>{words.held.review}</Button>
    </>
  );
}
