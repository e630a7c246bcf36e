import { X } from "lucide-react";
import { useEffect, useId, useState } from "react";

import { Refused } from "@/api/client";
import { Said } from "@/parts/Foreign";
import { Field } from "@/restore/Step";
import { useSearch } from "@/search/useSearch";
import { words } from "@/words";

const say = words.out.what;
/** A pause in typing after which it is searched. */
const PAUSE = 200;

/** The same language as on the page Search, with how it was understood and how many photos it finds. */
export function Searching({ query, write }: { query: string; write: (query: string) => void }) {
  const search = useSearch(useSettled(query), 0);
  const id = useId();
  const problem = search.error instanceof Refused ? search.error.problem : null;
  const found = query.trim() === "" || problem !== null ? null : search.found;
  return (
    <>
      <Field label={say.query}>
        <input type="search" className="field" maxLength={2000} autoComplete="off" spellCheck={false} dir="auto" value={query} aria-invalid={problem !== null} aria-describedby={id} onChange={(event) => write(event.target.value)} />
      </Field>
      <div id={id} role="status">
        {problem !== null ? (
          <p className="field-wrong"><Said text={problem.message} /></p>
        ) : found === null ? (
          <p className="quiet" dir="auto">{say.queryHint}</p>
        ) : (
          <p className="quiet">
            <Said text={found.understood} /> {say.found(found.total ?? 0, found.total_is_exact)}
          </p>
        )}
      </div>
      {found === null || found.terms.length < 2 ? null : (
        <ul className="chips" aria-label={say.understood}>
          {found.terms.map((term, at) => (
            <li key={`${at} ${term.text}`}>
              <button type="button" className="chip" aria-label={words.search.without(term.said)} onClick={() => write(found.terms.filter((_, index) => index !== at).map((one) => one.text).join(" "))}>
                <Said text={term.said} /> <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
