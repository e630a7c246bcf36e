import { ArrowLeft, Layers } from "lucide-react";
import { useState } from "react";

import { patch, post } from "@/api/client";
import type { Photo, Shoot, ShootAct, ShootInFull } from "@/api/types";
import { visible } from "@/domain/foreign";
import { listAt } from "@/domain/route";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Unread } from "@/parts/Unread";
import { PhotoGrid } from "@/photos/PhotoGrid";
import { ExportWay } from "@/restore/ExportWay";
import { factsOf } from "@/shoots/Cards";
import { Details } from "@/shoots/Details";
import { DoneNotice } from "@/shoots/Done";
import { ShootName } from "@/shoots/ShootName";
import type { Acts } from "@/shoots/useActs";
import { useShoot } from "@/shoots/useShoots";
import { words } from "@/words";
import { bytes } from "@/words/locale";

const say = words.shoots;

/** One shoot: its photos, what is known of it, and what can be done with it. */
export function ShootView({ id, acts, now }: { id: number; acts: Acts; now: number }) {
  const { found, error, more } = useShoot(id, String(acts.count));
  return (
    <>
      <nav aria-label={say.all}>
        <a className="shoot-back" href={listAt("shoots")}>
          <ArrowLeft size={16} aria-hidden="true" />
          {say.all}
        </a>
      </nav>
      {error === null ? null : <Unread error={error} />}
      {found === null ? <h1 className="folder-name">{error === null ? say.loading : say.heading}</h1> : <Opened found={found} more={more} acts={acts} now={now} />}
    </>
  );
}

function Opened({ found, more, acts, now }: { found: ShootInFull; more: () => void; acts: Acts; now: number }) {
  const { shoot, photos } = found;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const choose = (photo: number, is: boolean) =>
    setChosen((before) => (is ? new Set([...before, photo]) : new Set([...before].filter((one) => one !== photo))));
  return (
    <>
      <div className="folder-heading">
        <ShootName shoot={shoot} acts={acts} />
        <p className="folder-counts">
          {[...factsOf(shoot), bytes(shoot.bytes), ...stateOf(shoot)].join(" · ")}
        </p>
        {shoot.description === null ? null : <p className="shoot-words">{visible(shoot.description)}</p>}
      </div>
      <DoneNotice done={acts.done} busy={acts.busy} undo={acts.undo} />
      <Doings found={found} acts={acts} />
      <Disclosure summary={say.details}>{() => <Details shoot={shoot} acts={acts} />}</Disclosure>
      <Choice shoot={shoot} photos={photos} chosen={chosen} none={() => setChosen(new Set())} acts={acts} />
      <PhotoGrid photos={photos} more={found.next !== null} read={more} now={now} name={`shoot-${shoot.id}`}
        aside={(photo) => stackSign(found, photo)} choosing={{ chosen, choose }} />
    </>
  );
}

function stateOf(shoot: Shoot): string[] {
  if (shoot.state === "kept") return [];
  return [shoot.state === "suggested" ? say.suggested : say.refused];
}

/** What can be done with the shoot as a whole. */
function Doings({ found: { shoot, before, after }, acts }: { found: ShootInFull; acts: Acts }) {
  const merge = (one: Shoot, other: Shoot) =>
    void acts.act(say.done.merged, () => post<ShootAct>(`/api/shoots/${one.id}/merge`, { others: [other.id] }));
  return (
    <div className="shoot-doings">
      {shoot.state === "kept" ? null : (
        <Button look="prominent" busy={acts.busy} onClick={() => void acts.act(say.done.kept(1), () => post<ShootAct>(`/api/shoots/${shoot.id}/keep`))}>
          {say.keep}
        </Button>
      )}
      {before === null ? null : <Button busy={acts.busy} onClick={() => merge(shoot, before)}>{say.mergeBefore(visible(before.name))}</Button>}
      {after === null ? null : <Button busy={acts.busy} onClick={() => merge(shoot, after)}>{say.mergeAfter(visible(after.name))}</Button>}
      <ExportWay of={{ what: "shoot", shoot: shoot.id }} />
      {shoot.state === "dismissed" ? null : (
        <Button look="quiet" busy={acts.busy} onClick={() => void acts.act(say.done.refused, () => post<ShootAct>(`/api/shoots/${shoot.id}/dismiss`))}>
          {say.refuse}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  shoot: Shoot;
  photos: readonly Photo[];
  chosen: ReadonlySet<number>;
  none: () => void;
  acts: Acts;
}

/** What can be done with the photos that are chosen. A shoot is split at one photo. */
function Choice({ shoot, photos, chosen, none, acts }: ChoiceProps) {
  const ids = photos.filter((photo) => chosen.has(photo.id)).map((photo) => photo.id);
  const only = ids.length === 1 ? ids[0] : undefined;
  const put = (said: string, path: string, body: object) =>
    void acts.act(said, () => post<ShootAct>(`/api/shoots/${shoot.id}${path}`, body)).then((done) => (done === null ? undefined : none()));
  const cover = (photo: number) => void acts.act(say.done.cover, () => patch<ShootAct>(`/api/shoots/${shoot.id}`, { cover: photo })).then(none);
  if (ids.length === 0) return <p className="quiet">{say.splitHint}</p>;
  return (
    <div className="shoot-doings" role="group" aria-label={say.chosen(ids.length)}>
      <span>{say.chosen(ids.length)}</span>
      {only === undefined ? null : (
        <Button busy={acts.busy} onClick={() => put(say.done.split, "/split", { at: only })}>
          {say.split}
        </Button>
      )}
      {only === undefined ? null : (
        <Button busy={acts.busy} onClick={() => cover(only)}>
          {say.cover}
        </Button>
      )}
      <Button busy={acts.busy} onClick={() => put(say.done.takenOut(ids.length), "/photos", { remove: ids })}>
        {say.takeOut}
      </Button>
      <ExportWay of={{ what: "picked", picked: ids }} />
      <Button look="quiet" onClick={none}>
        {say.choosenone}
      </Button>
    </div>
  );
}

/** The photo is one of several files of one picture. */
function stackSign(found: ShootInFull, photo: Photo) {
  const stack = found.stacks.find((one) => one.photo === photo.id);
  if (stack === undefined) return null;
  const said = say.stacked(say.stack[stack.kind], stack.count);
  return { said, shown: <span className="shoot-stack" title={said}><Layers size={14} /></span> };
}
