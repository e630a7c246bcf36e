import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { FailureGroup, Failures } from "@/api/types";

/** The causes of failures, asked for again when something may have changed. */
export function useGroups(failed: number, version: string): readonly FailureGroup[] {
  const [groups, setGroups] = useState<readonly FailureGroup[]>([]);
  useEffect(() => {
    if (failed === 0) return;
    let current = true;
    get<Failures>("/api/failures?limit=1").then(
      (page) => {
        if (current) setGroups(page.groups);
      },
      // The next change of the status asks again; what is shown meanwhile is the last answer.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [failed, version]);
  return failed === 0 ? [] : groups;
}
