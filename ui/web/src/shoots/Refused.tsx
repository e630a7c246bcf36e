import { useState } from "react";

import { post } from "@/api/client";
import type { Shoot, ShootAct } from "@/api/types";
import { visible } from "@/domain/foreign";
import { Button } from "@/parts/Button";
import { Unread } from "@/parts/Unread";
import { Cards } from "@/shoots/Cards";
import type { Acts } from "@/shoots/useActs";
import { useShoots } from "@/shoots/useShoots";
import { words } from "@/words";

const say = words.shoots;

/** What the person said no to: out of the way until it is asked for, and each can still be made a shoot of theirs. */
export function Refused({ version, acts }: { version: string; acts: Acts }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="shoots-part" aria-label={say.refusedAll}>
      <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? say.hideRefused : say.showRefused}
      </Button>
      {open ? <Those version={version} acts={acts} /> : null}
    </section>
  );
}

function Those({ version, acts }: { version: string; acts: Acts }) {
  const { found, error, more } = useShoots("dismissed", version);
  if (error !== null) return <Unread error={error} />;
  if (found === null) return <p className="quiet">{say.loading}</p>;
  if (found.shoots.length === 0) return <p className="quiet">{say.noneRefused}</p>;
  return (
    <>
      <Cards shoots={found.shoots} label={say.refusedAll} below={(shoot) => <TakeBack shoot={shoot} acts={acts} />} />
      {found.next === null ? null : <Button onClick={more}>{say.more}</Button>}
    </>
  );
}

function TakeBack({ shoot, acts }: { shoot: Shoot; acts: Acts }) {
  const keep = () => void acts.act(say.done.kept(1), () => post<ShootAct>(`/api/shoots/${shoot.id}/keep`));
  return (
    <div className="shoot-decide">
      <Button busy={acts.busy} aria-label={say.keepThis(visible(shoot.name))} onClick={keep}>
        {say.keep}
      </Button>
    </div>
  );
}
