import { Undo2 } from "lucide-react";

import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import type { Acts } from "@/photos/useActs";
import { words } from "@/words";

/** What was done last, and the way back. */
export function ActBar({ acts }: { acts: Acts }) {
  return (
    <div className="act-bar" role="status">
      {acts.said === "" ? null : <Said text={acts.said} />}
      {acts.last === null ? null : (
        <Button busy={acts.busy} icon={<Undo2 size={15} aria-hidden="true" />} onClick={() => void acts.undo()}>
          {words.marks.undo}
        </Button>
      )}
    </div>
  );
}
