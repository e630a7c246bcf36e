import { Fragment, type ReactNode, useState } from "react";

import { HOME } from "@/domain/route";
import { Bar } from "@/frame/Bar";
import type { PlaceProps } from "@/frame/placed";
import { Said } from "@/parts/Foreign";
import { WhatYouDid } from "@/photos/WhatYouDid";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

/** A page about photos: the pages, the answer in small, then the content, which a keyboard reaches at once. */
export function Place({ skip, status, now, lost, children }: PlaceProps & { skip: string; children: ReactNode }) {
  const [round, setRound] = useState(0); // what is shown may have changed with an act that was taken back: it is read anew
  return (
    <>
      <a className="skip" href="#content" onClick={skipToContent}>
        {skip}
      </a>
      <Bar pages />
      <section className="strip-place" aria-label={words.regions.status}>
        <a className="strip" data-state={status.state} href={HOME}>
          <StateShape state={status.state} size={18} />
          <Said text={status.sentence} />
        </a>
      </section>
      <main id="content" className="folder" tabIndex={-1} inert={lost}>
        <Fragment key={round}>{children}</Fragment>
        <WhatYouDid now={now} changed={() => { setRound(round + 1); }} />
      </main>
    </>
  );
}

/** The address stays that of the page. */
function skipToContent(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
