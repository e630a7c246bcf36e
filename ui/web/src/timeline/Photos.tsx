import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

import { patch } from "@/api/client";
import type { Act, MarkRequest } from "@/api/types";
import { dayAt, NO_DAY } from "@/domain/library";
import { listAt } from "@/domain/route";
import { leavePlace, openPlace, replacePlace } from "@/frame/useRoute";
import { numbered } from "@/photos/sequence";
import { useActs } from "@/photos/useActs";
import { Viewer } from "@/photos/Viewer";
import { ChosenBar } from "@/timeline/ChosenBar";
import { GoTo } from "@/timeline/GoTo";
import { placeOfDay, shootAway } from "@/domain/walk";
import { Hand } from "@/timeline/hand";
import { Pane } from "@/timeline/pane";
import { leaveAt, remember, where } from "@/timeline/placed";
import { type Rail, Scrubber } from "@/timeline/Scrubber";
import { Signs } from "@/timeline/Signs";
import { Tools } from "@/timeline/Tools";
import type { Sized } from "@/timeline/useSized";
import type { Timeline } from "@/timeline/useTimeline";
import { show } from "@/viewer/wishes";
import { words } from "@/words";

const say = words.timeline;
const Compare = lazy(async () => ({ default: (await import("@/viewer/Compare")).Compare }));
const AddDialog = lazy(async () => ({ default: (await import("@/viewer/AddDialog")).AddDialog }));
/** More beside each other would be too small to tell apart. */
const MOST_COMPARED = 4;

interface Props {
  /** The photo that is open over the timeline. */
  open: number | null;
  timeline: Timeline;
  sized: Sized;
  now: number;
}

/** The photos, the rail beside them, what can be done with those that are chosen, and the viewer over them. */
export function Photos({ open, timeline: { library, layout, again }, sized, now }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const rail = useRef<Rail | null>(null);
  const signs = useRef<HTMLSpanElement>(null);
  const [pane, setPane] = useState<Pane | null>(null);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [asking, setAsking] = useState<"date" | "collection" | "compare" | null>(null);
  const hand = useRef<Hand | null>(null);
  const acts = useActs(() => {
    pane?.pictures.askAnew();
    again();
  });
  const meant = () => {
    const active = pane?.library?.ids[pane.active];
    return chosen.length > 0 ? chosen : active === undefined ? [] : [active];
  };
  const mark = (change: Omit<MarkRequest, "photos">) => {
    const photos = meant();
    if (photos.length > 0) void acts.run(() => patch<Act>("/api/photos/marks", { photos, ...change }));
  };
  const doings = {
    open: (photo: number) => openPlace(listAt("timeline", photo)), mark, goTo: () => setAsking("date"), zoom: (by: number) => sized.setZoom(sized.zoom + by), setRoom: sized.setRoom, zoomed: sized.zoom,
    compare: () => chosen.length >= 2 && chosen.length <= MOST_COMPARED && setAsking("compare"), collect: () => setAsking("collection"),
  };
  const current = useRef(doings);
  useLayoutEffect(() => {
    current.current = doings; // stays when the page is left: the pane may measure itself once more
  });
  useEffect(() => {
    if (host.current === null) return;
    const made = new Pane(host.current, { of: (sign) => signs.current?.querySelector(`[data-sign="${sign}"]`)?.firstElementChild?.cloneNode(true) ?? null }, {
      sized: (width, view) => current.current.setRoom(width, view),
      moved: (place, share) => rail.current?.at(share, place, whenAt(made, place)),
      rested: (photo, offset) => {
        if (photo > 0 || made.library !== null) remember({ photo, offset, zoom: current.current.zoomed });
      },
      left: (photo, offset) => {
        if (made.library !== null) leaveAt({ photo, offset, zoom: current.current.zoomed });
      },
    });
    hand.current = new Hand(made, {
      open: (photo) => current.current.open(photo), chosen: () => setChosen([...made.chosen]), mark: (change) => current.current.mark(change),
      goTo: () => current.current.goTo(), zoom: (by) => current.current.zoom(by), compare: () => current.current.compare(), collect: () => current.current.collect(),
      inform: (photo) => {
        show("info");
        current.current.open(photo);
      },
    });
    setPane(made);
    return () => made.close();
  }, []);
  const begun = useRef(false);
  useEffect(() => {
    if (pane === null || library === null || layout === null) return;
    pane.set(library, layout, sized.wish.months, begun.current ? null : where());
    begun.current = true;
  }, [pane, library, layout, sized.wish.months]);
  const sequence = useMemo(() => ({ ...numbered(library?.ids ?? []), ...(library === null ? {} : { leap: (place: number, way: 1 | -1) => shootAway(library, place, way) }) }), [library]);
  useFocusAfterViewing(pane, open);
  const none = () => {
    pane?.choose([...pane.chosen], false);
    setChosen([]);
  };
  return (
    <>
      <Tools library={library} zoom={sized.zoom} setZoom={sized.setZoom} goTo={() => setAsking("date")} />
      <div className="timeline" ref={host} aria-busy={library === null}>
        {library === null || pane === null ? <><p className="timeline-loading">{say.loading}</p><div className="scrubber" /></> : (
          <Scrubber library={library} rail={rail} go={(share) => pane.showShare(share)} walk={(key, shift) => hand.current?.walk(pane.topPlace(), key, shift)} wheel={pane.wheel} />
        )}
      </div>
      <Signs ref={signs} />
      <ChosenBar chosen={chosen} none={none} mark={mark} acts={acts} />
      <Suspense fallback={null}>
        {asking === "compare" ? <Compare photos={chosen} close={() => setAsking(null)} alone /> : null}
        {asking === "collection" ? <AddDialog photos={meant()} close={() => setAsking(null)} /> : null}
      </Suspense>
      {asking !== "date" || library === null ? null : (
        <GoTo from={dayAt(library, pane?.topPlace() ?? 0)} leave={() => setAsking(null)} go={(day) => {
          const place = placeOfDay(library, day);
          pane?.show(place);
          pane?.focus(place);
        }} />
      )}
      {open === null ? null : (
        <Viewer photo={open} sequence={sequence} now={now} turn={(photo) => replacePlace(listAt("timeline", photo))} leave={() => leavePlace(listAt("timeline"))}
          seen={(place) => pane?.activate(place)} />
      )}
    </>
  );
}

/** When the photo at a place was taken, as the rail says it. */
function whenAt({ library }: Pane, place: number): string {
  if (library === null) return "";
  const day = dayAt(library, place);
  return day === NO_DAY ? say.undated : say.month(day);
}

/** When a photo is closed, the focus is on it among the others, wherever the person went meanwhile. */
function useFocusAfterViewing(pane: Pane | null, open: number | null) {
  const was = useRef(open);
  useEffect(() => {
    if (was.current !== null && open === null && pane !== null) pane.focus(pane.active);
    was.current = open;
  }, [pane, open]);
}
