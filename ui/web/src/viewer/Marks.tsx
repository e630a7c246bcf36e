import { Ban, EyeOff, Heart, Star } from "lucide-react";
import type { ReactNode } from "react";

import type { PhotoInFull } from "@/api/types";
import { type Change, COLOURS } from "@/viewer/cull";
import { words } from "@/words";

const say = words.marks;
const RATINGS = [0, 1, 2, 3, 4, 5] as const;
const PICKS = ["pick", "reject"] as const;

/** What the person says of a photo, by click; the keys say the same. */
export function Marks({ photo, give }: { photo: PhotoInFull; give: (change: Change) => void }) {
  if (photo.facts === null || photo.original === null) return null;
  const { person, shown } = photo.facts;
  const given = person.rating ?? shown.rating ?? 0;
  return (
    <section className="marks" aria-label={say.heading}>
      <Choices label={say.rating} of={RATINGS} chosen={given} name={say.ratings} choose={(rating) => give({ rating: rating === 0 ? null : rating })}
        show={(rating) => (rating === 0 ? <Ban size={15} aria-hidden="true" /> : <Star size={15} aria-hidden="true" fill={rating <= given ? "currentColor" : "none"} />)} />
      <Choices label={say.pick} of={PICKS} chosen={person.pick} name={(pick) => say.picks[pick]} choose={(pick) => give({ pick: pick === person.pick ? null : pick })} show={(pick) => say.picks[pick]} />
      <Choices label={say.colour} of={COLOURS} chosen={person.colour} name={(colour) => say.colours[colour]} choose={(colour) => give({ colour: colour === person.colour ? null : colour })}
        show={(colour) => <span className="mark-colour" data-colour={colour} />} />
      <button type="button" className="mark" aria-pressed={person.star} title={say.starWhy} onClick={() => give({ star: !person.star })}>
        <Heart size={15} aria-hidden="true" fill={person.star ? "currentColor" : "none"} /> {say.star}
      </button>
      <button type="button" className="mark" aria-pressed={person.hidden} title={words.viewing.hideWhy} onClick={() => give({ hidden: !person.hidden })}>
        <EyeOff size={15} aria-hidden="true" /> {words.viewing.hide}
      </button>
      {person.tags.length === 0 ? null : <p className="quiet">{say.tags(person.tags)}</p>}
    </section>
  );
}

interface ChoicesProps<T> {
  label: string;
  of: readonly T[];
  chosen: T | null;
  name: (value: T) => string;
  choose: (value: T) => void;
  show: (value: T) => ReactNode;
}

function Choices<T extends string | number>({ label, of, chosen, name, choose, show }: ChoicesProps<T>) {
  return (
    <div className="mark-choices" role="group" aria-label={label}>
      {of.map((value) => (
        <button key={value} type="button" className="mark" aria-pressed={value === chosen} aria-label={name(value)} title={name(value)} onClick={() => choose(value)}>
          {show(value)}
        </button>
      ))}
    </div>
  );
}
