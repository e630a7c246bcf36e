import { Cloud, Database, Folder, Image, type LucideIcon } from "lucide-react";

import { post } from "@/api/client";
import type { Budget, Counts, Source, SourceKind } from "@/api/types";
import { passesByItself } from "@/domain/actions";
import { pageAt } from "@/domain/route";
import { HeldCard } from "@/home/Held";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Trouble } from "@/parts/Trouble";
import { useAsk } from "@/parts/useAsk";
import { Proportion } from "@/shapes/Proportion";
import { PauseSign, PlaySign } from "@/shapes/signs";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { moment, number } from "@/words/locale";

const say = words.sources;
const KIND_ICONS: Record<SourceKind, LucideIcon> = { cloudinary: Cloud, s3: Database, smugmug: Image, folder: Folder };

interface Props {
  source: Source;
  now: number;
  /** Any source skips photos: then each says how many, so that the figures stand under each other. */
  skips: boolean;
}

export function SourceRow({ source, skips, now }: Props) {
  const Icon = KIND_ICONS[source.kind];
  return (
    <li className="source" data-paused={source.paused}>
      <div className="source-top">
        <span className="source-icon">
          <Icon size={18} aria-hidden="true" />
        </span>
        <div className="source-name">
          <h3 className="name">
            <Name text={source.name} />
          </h3>
          <p className="kind">{say.kinds[source.kind]}</p>
        </div>
        <Figures source={source} skips={skips} />
        <PauseButton source={source} />
      </div>
      {source.listed > 0 ? <Proportion parts={partsOf(source)} label={say.bar(source.safe, source.listed)} /> : null}
      <Knowledge source={source} now={now} />
      {source.gone > 0 ? <p className="note">{say.gone(source.gone)}</p> : null}
      {source.problem === null ? null : <ProblemNote source={source} />}
      {source.held === null ? null : <HeldCard source={source.id} held={source.held} />}
    </li>
  );
}

function partsOf(source: Source) {
  return (["safe", "failed", "pending", "skipped"] as const).map((name) => ({ name, value: source[name] }));
}

/** Listed, and the states that it falls into. */
function Figures({ source, skips }: Pick<Props, "source" | "skips">) {
  const shown: (keyof Counts)[] = ["listed", "safe", "pending", "failed"];
  if (skips) shown.push("skipped");
  return (
    <dl className="figures">
      {shown.map((name) => (
        <div key={name} className="figure" data-figure={name} data-zero={source[name] === 0}>
          <dt>{words.counts[name]}</dt>
          <dd>{number(source[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How old our knowledge is: it turns amber by itself. */
function Knowledge({ source, now }: Pick<Props, "source" | "now">) {
  const checked = source.last_complete_scan;
  return (
    <p className="knowledge">
      {checked === null ? (
        <span className="fact">{say.neverChecked}</span>
      ) : (
        <span className="fact" data-stale={source.stale}>
          {source.stale ? <StateShape state="attention" size={14} /> : null} {say.lastCheck} <Ago iso={checked} now={now} />
          {source.stale ? `, ${say.stale}` : ""}
        </span>
      )}
      <Next source={source} now={now} />
      {source.budget === null ? null : <span className="fact">{callsOf(source.budget, now)}</span>}
    </p>
  );
}

/** What is left of the calls that the cloud allows; and when the next check would be done, if it needs more. */
function callsOf(budget: Budget, now: number): string {
  const left = say.calls(budget.left, budget.limit);
  if (budget.needed <= budget.left || budget.finishes_at === null) return left;
  return `${left}, ${say.callsEnough(moment(budget.finishes_at, now))}`;
}

function Next({ source, now }: { source: Source; now: number }) {
  if (source.paused) {
    return (
      <span className="fact">
        <StateShape state="paused" size={14} /> {say.paused}
      </span>
    );
  }
  if (source.wait_until !== null && Date.parse(source.wait_until) > now) {
    return (
      <span className="fact">
        <StateShape state="waiting" size={14} /> {say.waitUntil(moment(source.wait_until, now))}
      </span>
    );
  }
  if (source.next_due === null) return null;
  return <span className="fact">{Date.parse(source.next_due) <= now ? say.nextSoon : say.nextCheck(moment(source.next_due, now))}</span>;
}

function PauseButton({ source }: { source: Source }) {
  const { busy, ask } = useAsk();
  const label = source.paused ? say.resume(source.name) : say.pause(source.name);
  return (
    <Button
      look="quiet"
      busy={busy}
      aria-label={label}
      title={label}
      icon={source.paused ? <PlaySign /> : <PauseSign />}
      onClick={() => void ask(() => post(`/api/sources/${source.id}/${source.paused ? "resume" : "pause"}`))}
    >
      <span className="button-word">{source.paused ? words.actions.resume.label : words.actions.pause.label}</span>
    </Button>
  );
}

function ProblemNote({ source }: { source: Source }) {
  if (source.problem === null) return null;
  const state = passesByItself(source.problem.code) ? "waiting" : "problem";
  return (
    <Trouble state={state} sentence={source.problem.message} action={source.problem.action}>
      {state === "waiting" ? null : (
        <a className="button" href={pageAt("problems")}>
          {source.problem.code === "AUTH_REVOKED" ? words.cards.signIn.open : words.actions.look.label}
        </a>
      )}
    </Trouble>
  );
}
