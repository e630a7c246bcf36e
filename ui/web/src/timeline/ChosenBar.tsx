import { Flag, FlagOff, Star, X } from "lucide-react";
import type { ReactNode } from "react";

import type { MarkRequest } from "@/api/types";
import { AddTo } from "@/collections/AddTo";
import { ActBar } from "@/photos/ActBar";
import type { Acts } from "@/photos/useActs";
import { ExportWay } from "@/restore/ExportWay";
import { words } from "@/words";

const say = words.timeline;
/** What the server marks at once. */
const MOST = 5_000;

interface Props {
  chosen: readonly number[];
  none: () => void;
  mark: (change: Omit<MarkRequest, "photos">) => void;
  acts: Acts;
}

/** What can be done with the photos that are chosen; and what was done last. */
export function ChosenBar({ chosen, none, mark, acts }: Props) {
  if (chosen.length === 0 && acts.said === "") return null;
  return (
    <div className="timeline-bar" role="region" aria-label={say.choice}>
      {chosen.length === 0 ? null : (
        <>
          <strong role="status">{say.chosen(chosen.length)}</strong>
          {chosen.length > MOST ? <span>{say.chosenMany(MOST)}</span> : <Marking mark={mark} chosen={chosen} acts={acts} />}
          <ExportWay of={{ what: "picked", picked: chosen }} />
          <IconButton name={say.none} icon={<X size={18} aria-hidden="true" />} press={none} />
        </>
      )}
      <ActBar acts={acts} />
    </div>
  );
}

function Marking({ mark, chosen, acts }: Omit<Props, "none">) {
  return (
    <>
      <span className="timeline-marks" role="group" aria-label={say.marks}>
        <IconButton name={say.pick} icon={<Flag size={18} aria-hidden="true" />} press={() => mark({ pick: "pick" })} />
        <IconButton name={say.reject} icon={<FlagOff size={18} aria-hidden="true" />} press={() => mark({ pick: "reject" })} />
        {[1, 2, 3, 4, 5].map((rating) => (
          <button key={rating} type="button" className="mark" aria-label={say.rated(rating)} title={say.rated(rating)} onClick={() => mark({ rating })}>
            <span aria-hidden="true">{rating}★</span>
          </button>
        ))}
        <IconButton name={say.favourite} icon={<Star size={18} aria-hidden="true" />} press={() => mark({ star: true })} />
      </span>
      <AddTo photos={chosen} acts={acts} />
    </>
  );
}

function IconButton({ name, icon, press }: { name: string; icon: ReactNode; press: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} onClick={press}>
      {icon}
    </button>
  );
}
