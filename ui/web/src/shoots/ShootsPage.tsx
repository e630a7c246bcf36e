import { post } from "@/api/client";
import type { Shoot, ShootAct, Shoots } from "@/api/types";
import { visible } from "@/domain/foreign";
import type { Listed } from "@/domain/route";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { Unread } from "@/parts/Unread";
import { Cards } from "@/shoots/Cards";
import { DoneNotice } from "@/shoots/Done";
import { Refused } from "@/shoots/Refused";
import { ShootView } from "@/shoots/ShootView";
import { type Acts, useActs } from "@/shoots/useActs";
import { useShoots } from "@/shoots/useShoots";
import { words } from "@/words";

const say = words.shoots;

/** Photos that were taken together: what was found, and what the person kept of it. */
export function ShootsPage({ route, ...place }: PlaceProps & { route: Listed }) {
  const acts = useActs();
  return (
    <Place skip={say.skip} {...place}>
      {route.id === null ? (
        <Everything acts={acts} {...place} />
      ) : (
        <ShootView key={route.id} id={route.id} acts={acts} now={place.now} />
      )}
    </Place>
  );
}

function Everything({ acts, status }: PlaceProps & { acts: Acts }) {
  const version = `${acts.count} ${status.job?.kind === "grouping" ? status.job.found : "idle"}`;
  const suggested = useShoots("suggested", version);
  const kept = useShoots("kept", version);
  const error = suggested.error ?? kept.error;
  const empty = suggested.found?.shoots.length === 0 && kept.found?.shoots.length === 0;
  return (
    <>
      <h1 className="folder-name" data-page="shoots">
        {say.heading}
      </h1>
      <DoneNotice done={acts.done} busy={acts.busy} undo={acts.undo} />
      {error === null ? null : <Unread error={error} />}
      {suggested.found === null || kept.found === null ? <p className="folder-loading">{say.loading}</p> : null}
      {empty ? <Empty /> : null}
      {suggested.found === null || suggested.found.shoots.length === 0 ? null : <Suggestions found={suggested.found} more={suggested.more} acts={acts} />}
      {kept.found === null || kept.found.shoots.length === 0 ? null : (
        <section className="shoots-part" aria-labelledby="shoots-kept">
          <h2 id="shoots-kept">{say.kept}</h2>
          <Cards shoots={kept.found.shoots} label={say.kept} />
          {kept.found.next === null ? null : <Button onClick={kept.more}>{say.more}</Button>}
        </section>
      )}
      <Refused version={version} acts={acts} />
    </>
  );
}

function Suggestions({ found, more, acts }: { found: Shoots; more: () => void; acts: Acts }) {
  const keepAll = () => void acts.act(say.done.kept(found.suggested), () => post<ShootAct>("/api/shoots/keep"));
  return (
    <section className="shoots-part" aria-labelledby="shoots-found">
      <div className="shoots-head">
        <h2 id="shoots-found">{say.found(found.suggested)}</h2>
        <Button look="prominent" busy={acts.busy} onClick={keepAll}>
          {say.keepAll}
        </Button>
      </div>
      <p className="quiet">{say.foundHint}</p>
      {found.holidays.map((days) => (
        <Holiday key={days[0]} days={days} shoots={found.shoots} acts={acts} />
      ))}
      <Cards shoots={found.shoots} label={say.found(found.suggested)} below={(shoot) => <Decide shoot={shoot} acts={acts} />} />
      {found.next === null ? null : <Button onClick={more}>{say.more}</Button>}
    </section>
  );
}

/** Days of one journey, which the person may want to be one shoot. */
function Holiday({ days, shoots, acts }: { days: readonly number[]; shoots: readonly Shoot[]; acts: Acts }) {
  const [first, ...others] = days;
  const begin = shoots.find((shoot) => shoot.id === first);
  if (begin === undefined) return null;
  const merge = () => void acts.act(say.done.merged, () => post<ShootAct>(`/api/shoots/${begin.id}/merge`, { others }));
  return (
    <p className="shoots-holiday">
      <span>{say.holidays(days.length, visible(begin.name))}</span>
      <Button busy={acts.busy} onClick={merge}>
        {say.together}
      </Button>
    </p>
  );
}

function Decide({ shoot, acts }: { shoot: Shoot; acts: Acts }) {
  const name = visible(shoot.name);
  return (
    <div className="shoot-decide">
      <Button busy={acts.busy} aria-label={say.keepThis(name)} onClick={() => void acts.act(say.done.kept(1), () => post<ShootAct>(`/api/shoots/${shoot.id}/keep`))}>
        {say.keep}
      </Button>
      <Button look="quiet" busy={acts.busy} aria-label={say.refuseThis(name)} onClick={() => void acts.act(say.done.refused, () => post<ShootAct>(`/api/shoots/${shoot.id}/dismiss`))}>
        {say.refuse}
      </Button>
    </div>
  );
}

function Empty() {
  const { busy, ask } = useAsk();
  return (
    <div className="folder-empty">
      <p>{say.none}</p>
      <p>{say.noneHint}</p>
      <Button busy={busy} onClick={() => void ask(() => post("/api/jobs", { kind: "grouping" }))}>
        {busy ? say.looking : say.look}
      </Button>
    </div>
  );
}
