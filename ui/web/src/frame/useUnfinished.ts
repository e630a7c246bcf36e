import { useEffect, useRef } from "react";

import { get } from "@/api/client";
import type { Setup, Status } from "@/api/types";
import { pageAt, type Route } from "@/domain/route";
import { replacePlace } from "@/frame/useRoute";

/** A first run that was left in the middle goes on where it was: asked once, and only while nothing was ever listed. */
export function useUnfinished(route: Route, status: Status | null): void {
  const asked = useRef(false);
  const wanted = route.page === "home" && status?.totals.listed === 0;
  useEffect(() => {
    if (!wanted || asked.current) return;
    asked.current = true;
    get<Setup>("/api/setup").then(
      ({ stage }) => {
        if (stage !== "done" && stage !== "shut") replacePlace(pageAt("setup"));
      },
      () => undefined,
    );
  }, [wanted]);
}
