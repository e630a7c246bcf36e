import { FolderOutput } from "lucide-react";

import type { Status } from "@/api/types";
import { pageAt } from "@/domain/route";
import { Card } from "@/safety/Card";
import { words } from "@/words";

const say = words.trust.restore;

/** How photos come out again, and the page that does it. */
export function RestoreCard({ status }: { status: Status }) {
  if (status.totals.originals === 0) return null;
  return (
    <Card question={say.question} state="safe" answer={say.answer}>
      <p className="quiet">{say.about}</p>
      <div className="proof-ways">
        <a className="button" href={pageAt("restore")}>
          <FolderOutput size={15} aria-hidden="true" />
          {say.way}
        </a>
      </div>
    </Card>
  );
}
