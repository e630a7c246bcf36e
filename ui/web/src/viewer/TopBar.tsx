import { Columns2, FolderOutput, FolderPlus, Info, PanelBottom, Tag, X, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactNode, RefObject } from "react";

import type { PhotoInFull } from "@/api/types";
import { visible } from "@/domain/foreign";
import { shapeOf } from "@/folders/marks";
import { Name } from "@/parts/Foreign";
import type { Sequence } from "@/photos/sequence";
import { exportThese } from "@/restore/ExportWay";
import { StateShape } from "@/shapes/StateShape";
import type { StageHands } from "@/viewer/Stage";
import type { Asked } from "@/viewer/Viewer";
import { words } from "@/words";

const say = words.viewing;
const SIZE = 18;

interface Props {
  name: string;
  place: number;
  sequence: Sequence;
  photo: PhotoInFull | null;
  info: boolean;
  strip: boolean;
  turnInfo: () => void;
  turnStrip: () => void;
  ask: (asked: Asked) => void;
  leave: () => void;
  hands: RefObject<StageHands | null>;
}

/** Which photo it is, and what can be done with it by hand. */
export function TopBar({ name, place, sequence, photo, info, strip, turnInfo, turnStrip, ask, leave, hands }: Props) {
  const held = photo?.original != null;
  return (
    <div className="viewer-top">
      <h2 id="viewer-name" className="viewer-name" tabIndex={-1} title={visible(name)}>
        <Name text={name} />
      </h2>
      <Tool label={words.viewer.close} press={leave} first><X size={SIZE} aria-hidden="true" /></Tool>
      {photo === null ? null : <span className="viewer-state" data-state={shapeOf(photo)} title={words.folders.states[photo.state]}><StateShape state={shapeOf(photo)} size={16} /></span>}
      {place < 0 ? null : <span className="viewer-count">{say.place(place + 1, sequence.length)}</span>}
      <div className="viewer-tools" role="toolbar" aria-label={say.tools}>
        <Tool label={say.smaller} press={() => hands.current?.step(false)}><ZoomOut size={SIZE} aria-hidden="true" /></Tool>
        <Tool label={say.larger} press={() => hands.current?.step(true)}><ZoomIn size={SIZE} aria-hidden="true" /></Tool>
        {held ? <Tool label={say.addTo} press={() => ask("add")}><FolderPlus size={SIZE} aria-hidden="true" /></Tool> : null}
        {held ? <Tool label={say.tag} press={() => ask("tags")}><Tag size={SIZE} aria-hidden="true" /></Tool> : null}
        {held ? <Tool label={words.out.way} press={() => exportThese({ what: "picked", picked: [photo.id] })}><FolderOutput size={SIZE} aria-hidden="true" /></Tool> : null}
        {sequence.length > 1 ? <Tool label={say.compare} press={() => ask("compare")}><Columns2 size={SIZE} aria-hidden="true" /></Tool> : null}
        <Tool label={say.filmstripTurn} press={turnStrip} pressed={strip}><PanelBottom size={SIZE} aria-hidden="true" /></Tool>
        <Tool label={say.infoTurn} press={turnInfo} pressed={info}><Info size={SIZE} aria-hidden="true" /></Tool>
      </div>
    </div>
  );
}

function Tool({ label, press, pressed, first = false, children }: { label: string; press: () => void; pressed?: boolean; first?: boolean; children: ReactNode }) {
  return (
    <button type="button" className="icon-button" data-first={first || undefined} aria-label={label} title={label} aria-pressed={pressed} onClick={press}>
      {children}
    </button>
  );
}
