import { useEffect, useState } from "react";

import { post, Refused } from "@/api/client";
import type { Examples } from "@/api/types";
import { bodyOf, lackingIn, type Wanted } from "@/domain/exporting";

const PAUSE = 200;
/** What a search means is said at its own field. */
const ELSEWHERE = ["BAD_QUERY"];

/** The first photos with their paths, made anew while the person types; `wrong`: why the names have no meaning. */
export function useExamples(wanted: Wanted): { examples: Examples["examples"] | null; wrong: string | null } {
  const [known, setKnown] = useState<{ examples: Examples["examples"] | null; wrong: string | null }>({ examples: null, wrong: null });
  const asked = lackingIn(wanted) === null ? JSON.stringify(bodyOf(wanted)) : null;
  useEffect(() => {
    if (asked === null) return;
    let current = true;
    const timer = setTimeout(() => {
      post<Examples>("/api/restores/examples", JSON.parse(asked) as object).then(
        (read) => current && setKnown({ examples: read.examples, wrong: null }),
        (error: unknown) => {
          if (current) setKnown({ examples: null, wrong: reasonOf(error) });
        },
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return asked === null ? { examples: null, wrong: null } : known;
}

function reasonOf(error: unknown): string | null {
  if (!(error instanceof Refused) || ELSEWHERE.includes(error.problem.code)) return null;
  return `${error.problem.message} ${error.problem.action}`.trim();
}
