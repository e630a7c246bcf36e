import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { get, Refused } from "@/api/client";
import type { Suggestion, Suggestions } from "@/api/types";
import { completed, piecesOf } from "@/domain/query";
import { Name, Said } from "@/parts/Foreign";
import { words } from "@/words";

const say = words.search;
const FEWEST = 2;

interface Props {
  typed: string;
  type: (text: string) => void;
  error: unknown;
}

/** The one field. `/` leads to it from anywhere. */
export function SearchField({ typed, type, error }: Props) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <search className="search-place">
      <label className="search-field">
        <Search size={18} aria-hidden="true" />
        <span className="unseen">{say.field}</span>
        <input ref={field} id="search-field" type="search" value={typed} maxLength={2000} placeholder={say.placeholder} autoComplete="off" spellCheck={false}
          aria-invalid={error !== null || undefined} aria-describedby="search-error" onChange={(event) => type(event.target.value)} />
        <kbd className="search-key" aria-hidden="true">/</kbd>
      </label>
      <Suggested typed={typed} pick={(one) => {
        type(completed(typed, one.text));
        field.current?.focus();
      }} />
      <Wrong typed={typed} error={error} />
    </search>
  );
}

/** Why the query has no meaning, with the character marked from which on it has none. */
function Wrong({ typed, error }: { typed: string; error: unknown }) {
  const problem = error instanceof Refused ? error.problem : null;
  const at = error instanceof Refused ? error.position : null;
  return (
    <div id="search-error" className="search-error" role="alert">
      {error === null ? null : (
        <>
          {at === null || at > typed.length ? null : (
            <p className="search-marked" aria-hidden="true">
              {typed.slice(0, at)}
              <mark>{typed.charAt(at) || " "}</mark>
              {typed.slice(at + 1)}
            </p>
          )}
          <p>{problem === null ? words.notice.offline : <Said text={at === null ? problem.message : say.wrong(problem.message, at + 1)} />}</p>
        </>
      )}
    </div>
  );
}

/** Names that the catalog knows and that hold the letters that were typed last. */
function Suggested({ typed, pick }: { typed: string; pick: (one: Suggestion) => void }) {
  const [known, setKnown] = useState<{ of: string; names: readonly Suggestion[] }>({ of: "", names: [] });
  const last = typed.endsWith(" ") ? "" : (piecesOf(typed).at(-1) ?? "");
  const letters = /^[-(]?(?:\w+:)?"?/.test(last) ? last.replace(/^[-(]?(?:\w+:)?"?/, "") : last;
  useEffect(() => {
    if (letters.length < FEWEST) return;
    const stop = new AbortController();
    get<Suggestions>(`/api/search/suggest?q=${encodeURIComponent(letters.slice(0, 200))}`, stop.signal).then(
      (read) => stop.signal.aborted || setKnown({ of: letters, names: read.suggestions }),
      () => undefined,
    );
    return () => stop.abort();
  }, [letters]);
  if (letters.length < FEWEST || known.of !== letters || known.names.length === 0) return null;
  return (
    <ul className="chips" aria-label={say.suggestions}>
      {known.names.map((one) => (
        <li key={one.text}>
          <button type="button" className="chip" onClick={() => pick(one)}>
            <span className="quiet">{say.kinds[one.field]}</span> <Name text={one.name} />
          </button>
        </li>
      ))}
    </ul>
  );
}
