import { Redo2, Undo2 } from "lucide-react";
import { useEffect } from "react";

import { hush, redoNext, undoLast, useTold } from "@/frame/acts";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

const SHOWN = 8_000;

/** What was done last, and the way back. It goes by itself: the key and the list of what was done stay. */
export function Toast({ inViewer = false }: { inViewer?: boolean }) {
  const told = useTold();
  const { turn, way } = told;
  const said = told.inViewer === inViewer ? told.said : "";
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(hush, SHOWN);
    return () => clearTimeout(timer);
  }, [turn, said]);
  return (
    <div className="toast-place" role="status">
      {said === "" ? null : (
        <div key={turn} className="toast">
          <Said text={said} />
          {way === "undo" ? <Button look="quiet" icon={<Undo2 size={15} aria-hidden="true" />} onClick={() => void undoLast()}>{words.marks.undo}</Button> : null}
          {way === "redo" ? <Button look="quiet" icon={<Redo2 size={15} aria-hidden="true" />} onClick={() => void redoNext()}>{words.acts.redo}</Button> : null}
        </div>
      )}
    </div>
  );
}
