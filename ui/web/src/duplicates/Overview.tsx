import { useEffect, useId } from "react";

import { Refused } from "@/api/client";
import type { DuplicateClass, DuplicateGroup, Duplicates } from "@/api/types";
import { visible } from "@/domain/foreign";
import { listAt, searchFor } from "@/domain/route";
import { Picture } from "@/duplicates/Picture";
import type { Deciding } from "@/duplicates/useDecide";
import { type Groups, useGroups } from "@/duplicates/useDuplicates";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { words } from "@/words";

const say = words.duplicates;
const SHOWN = 8;

/** The three classes, never mixed. */
export function Overview({ deciding, decided }: { deciding: Deciding; decided: number }) {
  const same = useGroups("same");
  const similar = useGroups("similar");
  const identical = useGroups("identical");
  useAgain(decided, same, similar, identical);
  const { found } = same;
  if (found === null) return <Unread groups={same} />;
  if (found.sums.every((sum) => sum.groups === 0)) return <None found={found} />;
  return (
    <>
      <Section kind="same" groups={same} deciding={deciding} />
      <Section kind="similar" groups={similar} deciding={deciding} />
      <Section kind="identical" groups={identical} deciding={deciding} />
      <Aside count={found.set_aside} />
    </>
  );
}

/** After each decision all of it is asked for anew. */
function useAgain(decided: number, ...every: Groups[]) {
  const [same, similar, identical] = every.map((one) => one.again);
  useEffect(() => {
    if (decided === 0) return;
    same?.();
    similar?.();
    identical?.();
  }, [decided, same, similar, identical]);
}

function Section({ kind, groups, deciding }: { kind: DuplicateClass; groups: Groups; deciding: Deciding }) {
  const id = useId();
  const { found } = groups;
  const sum = found?.sums.find((one) => one.kind === kind);
  if (found === null || sum === undefined || sum.groups === 0) return null;
  return (
    <section className="panel twins" aria-labelledby={id}>
      <div className="twins-head">
        <h2 id={id} className="heading">
          {say.classes[kind].heading}
        </h2>
        <span>{kind === "identical" ? say.spared(sum.groups, sum.bytes) : say.sum(sum.groups, sum.bytes)}</span>
        {kind !== "same" ? null : (
          <Button look="prominent" busy={deciding.busy} onClick={() => void deciding.accept(kind)}>
            {say.accept(sum.groups)}
          </Button>
        )}
      </div>
      <p className="quiet">{say.classes[kind].hint}</p>
      <ul className="twins-list">
        {found.groups.map((group) => (
          <Row key={group.id} group={group} deciding={deciding} />
        ))}
      </ul>
      {found.next === null ? null : <Button onClick={groups.more}>{say.more}</Button>}
    </section>
  );
}

function Row({ group, deciding }: { group: DuplicateGroup; deciding: Deciding }) {
  const id = useId();
  const [keeper, ...others] = group.members;
  if (keeper === undefined) return null;
  return (
    <li className="twins-row" aria-labelledby={id}>
      <Pictures group={group} />
      <div className="twins-said">
        <span id={id} className="twins-name">
          <Name text={say.group(visible(keeper.name), others.length)} />
        </span>
        {group.kind === "identical" ? <Places group={group} /> : <span className="quiet">{say.because(group.reason)}</span>}
        {group.kind === "identical" ? null : (
          <span className="twins-ways">
            <Button busy={deciding.busy} aria-describedby={id} onClick={() => void deciding.keep(group.id, null)}>
              {say.keep}
            </Button>
            <a className="button" href={listAt("duplicates", group.id)} aria-describedby={id}>
              {say.compare}
            </a>
            <Button look="quiet" busy={deciding.busy} aria-describedby={id} onClick={() => void deciding.apart(group.id)}>
              {say.apart}
            </Button>
          </span>
        )}
      </div>
    </li>
  );
}

function Pictures({ group }: { group: DuplicateGroup }) {
  const shown = group.kind === "identical" ? group.members.slice(0, 1) : group.members.slice(0, SHOWN);
  return (
    <span className="twins-pictures">
      {shown.map((one) => (
        <Picture key={one.photo_id} one={one} look="twins-picture" size={256} keeper={one.photo_id === group.keeper_id} />
      ))}
    </span>
  );
}

function Places({ group }: { group: DuplicateGroup }) {
  return (
    <span className="quiet">
      {group.members.map((one, at) => (
        <span key={one.photo_id}>
          {at > 0 ? " · " : ""}
          <Name text={`${one.source}/${one.folder}/${one.name}`} />
        </span>
      ))}
    </span>
  );
}

function Aside({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="quiet">
      {say.aside(count)} <a href={searchFor("is:set-aside")}>{say.asideShow}</a>
    </p>
  );
}

function None({ found }: { found: Duplicates }) {
  return (
    <div className="panel">
      <p>{say.none}</p>
      <p className="quiet">{say.noneHint}</p>
      <Aside count={found.set_aside} />
    </div>
  );
}

function Unread({ groups }: { groups: Groups }) {
  if (groups.error === null) {
    return (
      <p className="folder-loading" role="status">
        {say.loading}
      </p>
    );
  }
  return (
    <div role="alert">
      <p>{groups.error instanceof Refused ? <Said text={groups.error.problem.message} /> : words.notice.offline}</p>
      <Button onClick={groups.again}>{say.retry}</Button>
    </div>
  );
}
