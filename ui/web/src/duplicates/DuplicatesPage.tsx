import { useCallback, useState } from "react";

import { listAt, type Listed } from "@/domain/route";
import { Comparison } from "@/duplicates/Comparison";
import { Overview } from "@/duplicates/Overview";
import { useDecide } from "@/duplicates/useDecide";
import type { PlaceProps } from "@/frame/placed";
import { Place } from "@/frame/Place";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

const say = words.duplicates;

/** Pictures that are there more than once: all groups, or one of them side by side. */
export function DuplicatesPage({ route, ...place }: PlaceProps & { route: Listed }) {
  const [decided, setDecided] = useState(0);
  const deciding = useDecide(useCallback(() => setDecided((before) => before + 1), []));
  return (
    <Place skip={say.skip} {...place}>
      <h1 className="folder-name" data-page={route.page}>
        {say.heading}
      </h1>
      <p className="quiet">{say.lead}</p>
      <div className="twins-done" role="status">
        {deciding.said === "" ? null : <Said text={deciding.said} />}
        {deciding.change === null ? null : (
          <Button look="quiet" busy={deciding.busy} onClick={() => void deciding.undo()}>
            {say.undo}
          </Button>
        )}
      </div>
      {route.id === null ? <Overview deciding={deciding} decided={decided} /> : <Comparison key={route.id} id={route.id} deciding={deciding} />}
      {route.id === null ? null : (
        <p>
          <a href={listAt("duplicates")}>{say.back}</a>
        </p>
      )}
    </Place>
  );
}
