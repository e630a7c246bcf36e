import { Button } from "@/parts/Button";
import { words } from "@/words";

/** What was done, and what undoes it. `change`: null where there is nothing to undo. */
export interface Done {
  said: string;
  change: number | null;
}

/** Says what was done, for eyes and for a screen reader, with the way back beside it. */
export function DoneNotice({ done, busy, undo }: { done: Done | null; busy: boolean; undo: (change: number) => void }) {
  const change = done?.change ?? null;
  return (
    <div className="shoot-done" data-shown={done !== null}>
      <span role="status">{done?.said}</span>
      {change === null ? null : (
        <Button look="quiet" busy={busy} onClick={() => undo(change)}>
          {words.shoots.undo}
        </Button>
      )}
    </div>
  );
}
