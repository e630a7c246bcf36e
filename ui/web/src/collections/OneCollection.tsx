import { type SubmitEvent, useId, useState } from "react";

import { patch, Refused, remove } from "@/api/client";
import type { Act, Collection, CollectionPage, Photo, Problem } from "@/api/types";
import { listAt } from "@/domain/route";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { Unread } from "@/parts/Unread";
import { ActBar } from "@/photos/ActBar";
import { PhotoGrid } from "@/photos/PhotoGrid";
import { type Acts, useActs } from "@/photos/useActs";
import { type Chosen, useChosen } from "@/photos/useChosen";
import { usePages } from "@/photos/usePages";
import { ExportWay } from "@/restore/ExportWay";
import { words } from "@/words";

const say = words.collections;

/** One collection: its photos in its order, and what can be done with them. */
export function OneCollection({ id, now }: { id: number; now: number }) {
  const [version, setVersion] = useState(0);
  const address = `/api/collections/${id}`;
  const { page, photos, more, read, error } = usePages<CollectionPage>(address, version);
  const acts = useActs(() => setVersion((before) => before + 1));
  const chosen = useChosen(photos);
  if (page === null || (error instanceof Refused && error.status === 404)) return <NotThere error={error} acts={acts} />;
  const album = page.collection;
  return (
    <>
      <Heading album={album} acts={acts} address={address} />
      <ActBar acts={acts} />
      {album.kind === "hand" && photos.length > 0 ? <Ways chosen={chosen} photos={photos} acts={acts} address={address} /> : null}
      {page.problem === null ? null : <Broken problem={page.problem} />}
      {photos.length === 0 && page.problem === null ? <p className="folder-empty">{say.noPhotos}</p> : null}
      <PhotoGrid photos={photos} more={more} read={read} now={now} {...(album.kind === "hand" ? { choosing: chosen } : {})} />
    </>
  );
}

/** What a rule names was renamed or removed: the collection can still be renamed, and removed. */
function Broken({ problem }: { problem: Problem }) {
  return (
    <p className="folder-empty" role="alert">
      {say.broken} <Said text={problem.message} />
    </p>
  );
}

function NotThere({ error, acts }: { error: unknown; acts: Acts }) {
  if (error === null) return <p className="folder-loading" role="status">{say.loading}</p>;
  if (!(error instanceof Refused && error.status === 404)) return <Unread error={error} />;
  return (
    <div className="folder-empty" role="alert">
      <p>{say.gone}</p>
      <ActBar acts={acts} />
      <a href={listAt("collections")}>{say.all}</a>
    </div>
  );
}

function Heading({ album, acts, address }: { album: Collection; acts: Acts; address: string }) {
  const [renaming, setRenaming] = useState(false);
  return (
    <div className="folder-heading">
      <a href={listAt("collections")}>{say.all}</a>
      <div className="heading-line">
        <h1 className="folder-name" data-page="collections"><Name text={album.name} /></h1>
        {album.photos === 0 ? null : <ExportWay of={{ what: "collection", collection: album.id }} look="quiet" />}
        <Button look="quiet" onClick={() => setRenaming(!renaming)} aria-expanded={renaming}>{say.rename}</Button>
        <Button look="quiet" busy={acts.busy} onClick={() => void acts.run(() => remove<Act>(address))}>{say.remove}</Button>
      </div>
      <p className="folder-counts">{say.counts(album.kind, album.photos)}</p>
      {album.folder === null ? null : <p className="folder-counts"><Said text={say.from(album.folder)} /></p>}
      {album.query === null ? null : <p className="folder-counts"><Said text={say.rule(album.query)} /></p>}
      {renaming ? <Rename album={album} acts={acts} address={address} done={() => setRenaming(false)} /> : null}
    </div>
  );
}

function Rename({ album, acts, address, done }: { album: Collection; acts: Acts; address: string; done: () => void }) {
  const [name, setName] = useState(album.name);
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void acts.run(() => patch<Act>(address, { name })).then((is) => is && done());
  };
  return (
    <form className="chosen-bar" onSubmit={submit}>
      <label htmlFor={id}>{say.newName}</label>
      <input id={id} className="field" required maxLength={200} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" busy={acts.busy}>{say.save}</Button>
    </form>
  );
}

interface WaysProps {
  chosen: Chosen;
  photos: readonly Photo[];
  acts: Acts;
  address: string;
}

/** What can be done with the photos that are chosen; one alone can be moved. */
function Ways({ chosen, photos, acts, address }: WaysProps) {
  const [first] = chosen.ids;
  if (first === undefined) return <p className="chosen-bar quiet">{say.choose}</p>;
  const at = photos.findIndex((photo) => photo.id === first);
  const move = (before: Photo | undefined) => void acts.run(() => patch<Act>(`${address}/photos`, { photo: first, before: before?.id ?? null }));
  return (
    <div className="chosen-bar">
      <span role="status">{say.chosen(chosen.ids.length)}</span>
      <Button busy={acts.busy} onClick={() => void acts.run(() => remove<Act>(`${address}/photos`, { photos: chosen.ids }))}>{say.take}</Button>
      <ExportWay of={{ what: "picked", picked: chosen.ids }} />
      {chosen.ids.length > 1 ? null : (
        <>
          <Button busy={acts.busy} onClick={() => void acts.run(() => patch<Act>(address, { cover: first }))}>{say.cover}</Button>
          {at > 0 ? <Button busy={acts.busy} onClick={() => move(photos[at - 1])}>{say.earlier}</Button> : null}
          {at < photos.length - 1 ? <Button busy={acts.busy} onClick={() => move(photos[at + 2])}>{say.later}</Button> : null}
        </>
      )}
    </div>
  );
}
