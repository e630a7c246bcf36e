import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { MissingCounts, MissingPage as Page } from "@/api/types";
import { listAt, type Listed } from "@/domain/route";
import { AddTo } from "@/collections/AddTo";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Button } from "@/parts/Button";
import { Unread } from "@/parts/Unread";
import { ActBar } from "@/photos/ActBar";
import { MarkForm } from "@/photos/MarkForm";
import { PhotoGrid } from "@/photos/PhotoGrid";
import { type Acts, useActs } from "@/photos/useActs";
import { useChosen } from "@/photos/useChosen";
import { usePages } from "@/photos/usePages";
import { words } from "@/words";

const say = words.missing;
const KINDS = ["date", "place", "camera", "tags"] as const;
type Kind = (typeof KINDS)[number];

/** What is not known of photos, group by group, and the way to say it of many at once. */
export function MissingPage({ route, ...place }: PlaceProps & { route: Listed }) {
  const [version, setVersion] = useState(0);
  const acts = useActs(() => setVersion((before) => before + 1));
  const kind = KINDS[(route.id ?? 1) - 1] ?? "date";
  return (
    <Place skip={say.skip} {...place}>
      <div className="folder-heading">
        <h1 className="folder-name" data-page={route.page}>{say.heading}</h1>
        <p className="folder-counts">{say.lead}</p>
      </div>
      <Groups kind={kind} version={version} />
      <ActBar acts={acts} />
      <Lacking key={kind} kind={kind} version={version} acts={acts} now={place.now} />
    </Place>
  );
}

function Groups({ kind, version }: { kind: Kind; version: number }) {
  const [counts, setCounts] = useState<MissingCounts | null>(null);
  useEffect(() => {
    let current = true;
    get<MissingCounts>("/api/missing").then((read) => current && setCounts(read), () => undefined);
    return () => {
      current = false;
    };
  }, [version]);
  return (
    <nav className="groups" aria-label={say.groups}>
      {KINDS.map((one, at) => (
        <a key={one} className="group" href={listAt("missing", at + 1)} aria-current={one === kind ? "page" : undefined}>
          <span className="group-name">{say.kinds[one]}</span>
          <span className="quiet">{counts === null ? "" : say.count(counts[one])}</span>
        </a>
      ))}
    </nav>
  );
}

function Lacking({ kind, version, acts, now }: { kind: Kind; version: number; acts: Acts; now: number }) {
  const { photos, more, read, page, error } = usePages<Page>(`/api/missing/${kind}`, version);
  const chosen = useChosen(photos);
  if (error !== null && page === null) return <Unread error={error} />;
  if (page === null) return <p className="folder-loading" role="status">{say.loading}</p>;
  if (photos.length === 0 && !more) return <p className="folder-empty">{say.none}</p>;
  return (
    <>
      <div className="chosen-bar">
        <span role="status">{chosen.ids.length === 0 ? say.choose : say.chosen(chosen.ids.length)}</span>
        <Button look="quiet" onClick={chosen.all}>{say.all}</Button>
        {chosen.ids.length === 0 ? null : <Button look="quiet" onClick={chosen.none}>{say.nobody}</Button>}
      </div>
      {chosen.ids.length === 0 ? null : (
        <>
          <MarkForm photos={chosen.ids} acts={acts} />
          <AddTo photos={chosen.ids} acts={acts} />
        </>
      )}
      <PhotoGrid name={kind} photos={photos} more={more} read={read} now={now} choosing={chosen} />
    </>
  );
}
