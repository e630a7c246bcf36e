import { CalendarSearch, Minus, Plus } from "lucide-react";

import { type Library, NO_DAY } from "@/domain/library";
import { ZOOMS } from "@/timeline/zooms";
import { words } from "@/words";

const say = words.timeline;

interface Props {
  library: Library | null;
  zoom: number;
  setZoom: (zoom: number) => void;
  goTo: () => void;
}

/** What stands above the photos: how many there are and since when, how large they are shown, the way to a date. */
export function Tools({ library, zoom, setZoom, goTo }: Props) {
  return (
    <div className="timeline-tools">
      <div className="folder-heading">
        <h1 className="folder-name">{say.heading}</h1>
        <p className="folder-counts">{library === null ? say.loading : countsOf(library)}</p>
      </div>
      <button type="button" className="icon-button" aria-label={say.go} title={say.go} onClick={goTo}>
        <CalendarSearch size={18} aria-hidden="true" />
      </button>
      <div className="timeline-zoom" role="group" aria-label={say.sizes}>
        <button type="button" className="icon-button" aria-label={say.smaller} title={say.smaller} aria-disabled={zoom === 0 || undefined} onClick={() => setZoom(zoom - 1)}>
          <Minus size={18} aria-hidden="true" />
        </button>
        <button type="button" className="icon-button" aria-label={say.larger} title={say.larger} aria-disabled={zoom === ZOOMS - 1 || undefined} onClick={() => setZoom(zoom + 1)}>
          <Plus size={18} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

function countsOf({ ids, days }: Library): string {
  const dated = days.filter((day) => day !== NO_DAY);
  return say.counts(ids.length, yearOf(dated.at(-1)), yearOf(dated[0]));
}

function yearOf(day: number | undefined): string | null {
  return day === undefined ? null : String(new Date(day * 86_400_000).getUTCFullYear());
}
