import { Layers, Star, X } from "lucide-react";
import { useState } from "react";

import type { Found, Photo } from "@/api/types";
import { type Search as Route, searchFor } from "@/domain/route";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { openPlace } from "@/frame/useRoute";
import { AddTo } from "@/collections/AddTo";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Said } from "@/parts/Foreign";
import { ActBar } from "@/photos/ActBar";
import type { Aside } from "@/photos/Cell";
import { MarkForm } from "@/photos/MarkForm";
import { PhotoGrid } from "@/photos/PhotoGrid";
import { type Acts, useActs } from "@/photos/useActs";
import { useChosen } from "@/photos/useChosen";
import { ExportWay } from "@/restore/ExportWay";
import { Filters } from "@/search/Filters";
import { SaveRule } from "@/search/SaveRule";
import { SearchField } from "@/search/SearchField";
import { type Search, useSearch } from "@/search/useSearch";
import { useTyped } from "@/search/useTyped";
import { words } from "@/words";
import { number } from "@/words/locale";

const say = words.search;

/** One field; what it finds appears while it is typed, with how it was understood. */
export function SearchPage({ route, ...place }: PlaceProps & { route: Route }) {
  const [version, setVersion] = useState(0);
  const [typed, type] = useTyped(route.query);
  const search = useSearch(route.query, version);
  const acts = useActs(() => setVersion((before) => before + 1));
  const chosen = useChosen(search.photos);
  const go = (query: string) => openPlace(searchFor(query));
  return (
    <Place skip={say.skip} {...place}>
      <h1 className="folder-name" data-page={route.page}>{say.heading}</h1>
      <SearchField typed={typed} type={type} error={search.error} />
      <Filters query={route.query} write={go} />
      {typed === "" ? <Examples go={go} /> : null}
      {search.found === null || search.error !== null ? null : <Understood search={search} found={search.found} go={go} />}
      <ActBar acts={acts} />
      {chosen.ids.length === 0 ? null : <Chosen ids={chosen.ids} acts={acts} none={chosen.none} />}
      <PhotoGrid photos={search.photos} more={search.more} read={search.read} now={place.now} aside={aside} choosing={chosen} />
      {route.query === "" || search.error !== null ? null : <Disclosure summary={say.keep}>{() => <SaveRule key={route.query} query={route.query} />}</Disclosure>}
    </Place>
  );
}

/** What can be done with the photos that are chosen. */
function Chosen({ ids, acts, none }: { ids: readonly number[]; acts: Acts; none: () => void }) {
  return (
    <>
      <div className="chosen-bar">
        <span role="status">{say.chosen(ids.length)}</span>
        <ExportWay of={{ what: "picked", picked: ids }} />
        <Button look="quiet" onClick={none}>{say.nobody}</Button>
      </div>
      <MarkForm photos={ids} acts={acts} />
      <AddTo photos={ids} acts={acts} />
    </>
  );
}

function Examples({ go }: { go: (query: string) => void }) {
  return (
    <ul className="chips" aria-label={say.examples}>
      {say.tries.map(({ text, means }) => (
        <li key={text}>
          <button type="button" className="chip" title={means} onClick={() => go(text)}>
            <code>{text}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How it was understood, each part of it with a way to do without. */
function Understood({ search, found, go }: { search: Search; found: Found; go: (query: string) => void }) {
  const without = (index: number) => found.terms.filter((_, at) => at !== index).map((term) => term.text).join(" ");
  return (
    <section className="understood" aria-label={say.understood}>
      <div className="heading-line">
        <p role="status" aria-busy={search.busy}>
          <span className="understood-said"><Said text={found.understood} /></span>{" "}
          <span className="quiet">{search.more && search.photos.length === 0 ? say.looking : say.total(found.total ?? 0, found.total_is_exact)}{found.is_behind ? ` ${say.behind}` : ""}</span>
        </p>
        {search.photos.length === 0 || found.query.trim() === "" ? null : <ExportWay of={{ what: "search", query: found.query }} look="quiet" />}
      </div>
      {found.terms.length < 2 ? null : (
        <ul className="chips" aria-label={say.parts}>
          {found.terms.map((term, index) => (
            <li key={`${index} ${term.text}`}>
              <button type="button" className="chip" aria-label={say.without(term.said)} onClick={() => go(without(index))}>
                <Said text={term.said} /> <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What of a found photo is seen without opening it: stars, and that it is several files. */
function aside(photo: Photo): Aside | null {
  const { rating, stack } = photo as Partial<Found["photos"][number]>;
  const [stars, files] = [rating ?? 0, stack ?? 1];
  if (stars === 0 && files < 2) return null;
  return {
    said: [stars === 0 ? "" : say.rated(stars), files < 2 ? "" : say.stack(files)].filter((part) => part !== "").join(", "),
    shown: (
      <>
        {stars === 0 ? null : (
          <span className="cell-figure" data-said={number(stars)} title={say.rated(stars)}>
            <Star size={11} />
          </span>
        )}
        {files < 2 ? null : (
          <span className="cell-figure" data-said={number(files)} title={say.stack(files)}>
            <Layers size={11} />
          </span>
        )}
      </>
    ),
  };
}
