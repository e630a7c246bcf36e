import { useId } from "react";

import type { Source } from "@/api/types";
import { type Wanted, WHATS } from "@/domain/exporting";
import { Pick } from "@/restore/Pick";
import { Searching } from "@/restore/Searching";
import { Field, OneOf, Step, Tick } from "@/restore/Step";
import { useCollections, useShoots } from "@/restore/useLists";
import { words } from "@/words";

const say = words.out.what;

interface Props {
  wanted: Wanted;
  change: (part: Partial<Wanted>) => void;
}

/** Which photos are meant: by what they belong to, and by the days on which they were taken. */
export function What({ wanted, change, sources }: Props & { sources: readonly Source[] }) {
  const kinds = WHATS.filter((name) => name !== "picked" || wanted.picked.length > 0);
  const id = useId();
  const turned = wanted.since !== "" && wanted.until !== "" && wanted.until < wanted.since;
  return (
    <Step number={1} heading={say.heading}>
      <OneOf label={say.label} names={kinds} chosen={wanted.what} words={say.kinds} choose={(what) => change({ what })} />
      <Which wanted={wanted} change={change} sources={sources} />
      <div className="out-days">
        <Field label={say.since}>
          <input type="date" className="field" max={wanted.until || undefined} value={wanted.since} aria-invalid={turned} aria-describedby={id} onChange={(event) => change({ since: event.target.value })} />
        </Field>
        <Field label={say.until}>
          <input type="date" className="field" min={wanted.since || undefined} value={wanted.until} aria-invalid={turned} aria-describedby={id} onChange={(event) => change({ until: event.target.value })} />
        </Field>
        <p id={id} className="field-wrong" role="alert">{turned ? say.spanWrong : ""}</p>
      </div>
      <Tick label={say.gone} checked={wanted.gone} set={(gone) => change({ gone })} />
    </Step>
  );
}

function Which({ wanted, change, sources }: Props & { sources: readonly Source[] }) {
  switch (wanted.what) {
    case "all":
      return <p className="quiet">{say.about.all}</p>;
    case "source":
      return <Pick label={say.source} value={wanted.source} items={sources} set={(source) => change({ source })} none="" />;
    case "shoot":
      return <Shoots wanted={wanted} change={change} />;
    case "collection":
      return <Albums wanted={wanted} change={change} />;
    case "search":
      return <Searching query={wanted.query} write={(query) => change({ query })} />;
    case "picked":
      return <p className="quiet">{say.about.picked(wanted.picked.length)}</p>;
  }
}

function Shoots({ wanted, change }: Props) {
  return <Pick label={say.shoot} value={wanted.shoot} items={useShoots()} set={(shoot) => change({ shoot })} none={say.noShoots} />;
}

function Albums({ wanted, change }: Props) {
  return <Pick label={say.collection} value={wanted.collection} items={useCollections()} set={(collection) => change({ collection })} none={say.noCollections} />;
}
