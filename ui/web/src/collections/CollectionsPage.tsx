import { Images } from "lucide-react";
import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { Collection, Collections } from "@/api/types";
import { MakeForm } from "@/collections/MakeForm";
import { OneCollection } from "@/collections/OneCollection";
import { visible } from "@/domain/foreign";
import { listAt, type Listed } from "@/domain/route";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Disclosure } from "@/parts/Disclosure";
import { Name } from "@/parts/Foreign";
import { Unread } from "@/parts/Unread";
import { words } from "@/words";

const say = words.collections;

/** All collections, or one of them. */
export function CollectionsPage({ route, ...place }: PlaceProps & { route: Listed }) {
  return (
    <Place skip={say.skip} {...place}>
      {route.id === null ? <All /> : <OneCollection key={route.id} id={route.id} now={place.now} />}
    </Place>
  );
}

function All() {
  const [albums, setAlbums] = useState<readonly Collection[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    get<Collections>("/api/collections").then((read) => current && setAlbums(read.collections), (reason: unknown) => current && setError(reason));
    return () => {
      current = false;
    };
  }, []);
  return (
    <>
      <div className="folder-heading">
        <h1 className="folder-name" data-page="collections">{say.heading}</h1>
        <p className="folder-counts">{say.lead}</p>
      </div>
      <Disclosure summary={say.make.heading}>{() => <MakeForm made={(album) => { location.hash = listAt("collections", album.id); }} />}</Disclosure>
      {error === null ? null : <Unread error={error} />}
      {albums === null && error === null ? <p className="folder-loading" role="status">{say.loading}</p> : null}
      {albums?.length === 0 ? <p className="folder-empty">{say.empty}</p> : null}
      {albums === null || albums.length === 0 ? null : (
        <ul className="subfolders" aria-label={say.list}>
          {albums.map((album) => (
            <li key={album.id}>
              <Card album={album} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Card({ album }: { album: Collection }) {
  return (
    <a className="subfolder" href={listAt("collections", album.id)}>
      <Cover key={album.cover_url} url={album.cover_url} />
      <span className="subfolder-text">
        <span className="subfolder-name" title={visible(album.name)}>
          <Name text={album.name} />
        </span>
        <span className="subfolder-counts">{say.counts(album.kind, album.photos)}</span>
      </span>
    </a>
  );
}

function Cover({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="cover">
      {url === null || broken ? <Images size={22} aria-hidden="true" /> : <img className="cover-picture" src={`${url}&size=256`} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />}
    </span>
  );
}
