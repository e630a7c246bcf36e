import { useState } from "react";

import type { Snapshot } from "@/api/live";
import { advance, type Progress } from "@/domain/progress";

/** The progress to show: each state is put on top of what was shown before. */
export function useProgress({ status, at }: Snapshot): Progress | null {
  const [shown, setShown] = useState<{ at: number; progress: Progress | null }>({ at: 0, progress: null });
  if (shown.at === at) return shown.progress;
  const progress = status?.job ? advance(shown.progress, status.job, at) : null;
  setShown({ at, progress });
  return progress;
}
