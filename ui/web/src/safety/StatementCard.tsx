import type { Accounted, Status } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { Ago } from "@/parts/Moment";
import { Card } from "@/safety/Card";
import { Names } from "@/safety/Names";
import { SaveStatement } from "@/safety/SaveStatement";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { number } from "@/words/locale";

const say = words.trust.statement;
const PARTS = ["safe", "skipped", "pending", "failed"] as const;
const NAMED = ["failed", "pending", "skipped", "gone"] as const;

interface Props {
  sources: readonly Accounted[];
  /** So many files are gone that nothing can be said for sure. */
  doubted: boolean;
  status: Status;
  now: number;
}

/** For each source: what it lists, and that each of these photos is safe or named with the reason why not. */
export function StatementCard({ sources, doubted, status, now }: Props) {
  const complete = !doubted && sources.length > 0 && sources.every((source) => source.complete);
  const answer = doubted ? say.doubted : complete ? say.complete(sources.length) : sources.length === 0 ? say.none : say.incomplete;
  const troubled = doubted || status.state === "attention" || status.state === "problem";
  return (
    <Card question={say.question} state={complete ? "safe" : troubled ? "attention" : "waiting"} answer={answer}>
      <ul className="rows accounts">
        {sources.map((source) => (
          <Account key={source.id} source={source} now={now} />
        ))}
      </ul>
      {sources.length === 0 ? null : <SaveStatement />}
    </Card>
  );
}

function Account({ source, now }: { source: Accounted; now: number }) {
  const { last_complete_scan: checked, gaps, exceptions } = source;
  const count = exceptions.filter((one) => one.state !== "gone").reduce((sum, one) => sum + one.photos, 0);
  return (
    <li className="account">
      <div className="account-top">
        <h3 className="name">
          <StateShape state={source.complete ? "safe" : "attention"} size={14} /> <Name text={source.name} />
        </h3>
        <Equation source={source} />
      </div>
      <p className="knowledge">
        {checked === null ? (
          <span className="fact">{say.never}</span>
        ) : (
          <span className="fact">
            {say.checked} <Ago iso={checked} now={now} />
          </span>
        )}
      </p>
      {gaps.length === 0 ? null : (
        <ul className="gaps">
          {gaps.map((gap) => (
            <li key={gap}>
              <Said text={gap} />
            </li>
          ))}
        </ul>
      )}
      {source.gone > 0 ? <p className="note">{say.gone(source.gone)}</p> : null}
      {count === 0 && source.gone === 0 ? null : <Disclosure summary={say.exceptions(count)}>{() => <Exceptions source={source} />}</Disclosure>}
    </li>
  );
}

/** `4,302 listed = 4,280 safe + 22 skipped`: nothing is left over. */
function Equation({ source }: { source: Accounted }) {
  const parts = PARTS.filter((name) => name === "safe" || source[name] > 0);
  return (
    <p className="equation">
      <b>{number(source.listed)}</b> {say.listed} ={" "}
      {parts.map((name, at) => (
        <span key={name} data-part={name}>
          {at > 0 ? " + " : ""}
          <b>{number(source[name])}</b> {say.parts[name]}
        </span>
      ))}
    </p>
  );
}

function Exceptions({ source }: { source: Accounted }) {
  return (
    <div className="exceptions">
      <ul className="reasons">
        {source.exceptions.map((one) => (
          <li key={`${one.state} ${one.code}`}>
            <span className="reason-count">{words.photos(one.photos)}</span> {say.states[one.state]}
            {reasonOf(one.reason, one.code) === null ? null : (
              <>
                : <Said text={reasonOf(one.reason, one.code)} />
              </>
            )}
          </li>
        ))}
      </ul>
      {NAMED.filter((state) => source[state] > 0).map((state) => (
        <Disclosure key={state} summary={say.names(say.states[state])}>
          {() => <Names source={source.id} state={state} count={source[state]} />}
        </Disclosure>
      ))}
    </div>
  );
}

function reasonOf(reason: string, code: string): string | null {
  return reason === "" ? (words.problems.causes[code] ?? null) : reason;
}
