import { Star } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

import { get, patch, Refused } from "@/api/client";
import type { Act, MarkRequest, Marks as Said } from "@/api/types";
import { letterOf } from "@/frame/shortcuts";
import { ActBar } from "@/photos/ActBar";
import { useActs } from "@/photos/useActs";
import { words } from "@/words";

const say = words.marks;
const RATINGS = [0, 1, 2, 3, 4, 5] as const;
const COLOURS = ["red", "yellow", "green", "blue", "purple"] as const;
const PICKS = ["pick", "reject"] as const;
type Change = Omit<MarkRequest, "photos">;

/** What the person says of a photo: by click, or by key as other photo software has them. */
export function Marks({ photo }: { photo: number }) {
  const [marks, setMarks] = useState<Said | null>(null);
  const [version, setVersion] = useState(0);
  const acts = useActs(() => setVersion((before) => before + 1), true);
  useEffect(() => {
    let current = true;
    get<Said>(`/api/photos/${photo}/marks`).then(
      (read) => current && setMarks(read),
      (error: unknown) => current && error instanceof Refused && setMarks(null),
    );
    return () => {
      current = false;
    };
  }, [photo, version]);
  const give = (change: Change) => void acts.run(() => patch<Act>("/api/photos/marks", { photos: [photo], ...change }));
  useKeys(marks, give);
  if (marks === null) return null;
  return (
    <section className="marks" aria-label={say.heading}>
      <Choices label={say.rating} of={RATINGS} chosen={marks.rating ?? marks.shown_rating ?? 0} name={say.ratings} choose={(rating) => give({ rating: rating === 0 ? null : rating })}
        show={(rating) => (rating === 0 ? say.none : <Stars count={rating} />)} />
      <Choices label={say.pick} of={PICKS} chosen={marks.pick} name={(pick) => say.picks[pick]} choose={(pick) => give({ pick: pick === marks.pick ? null : pick })} show={(pick) => say.picks[pick]} />
      <Choices label={say.colour} of={COLOURS} chosen={marks.colour} name={(colour) => say.colours[colour]} choose={(colour) => give({ colour: colour === marks.colour ? null : colour })}
        show={(colour) => <span className="mark-colour" data-colour={colour} />} />
      <button type="button" className="mark" aria-pressed={marks.star} title={say.starWhy} onClick={() => give({ star: !marks.star })}>
        <Star size={15} aria-hidden="true" fill={marks.star ? "currentColor" : "none"} /> {say.star}
      </button>
      {marks.tags.length === 0 ? null : <p className="quiet">{say.tags(marks.tags)}</p>}
      <ActBar acts={acts} />
    </section>
  );
}

function Stars({ count }: { count: number }) {
  return <span aria-hidden="true">{"★".repeat(count)}</span>;
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

/** 0 to 5 rate, P picks, X rejects, U takes that back, 6 to 9 colour, S stars. */
function useKeys(marks: Said | null, give: (change: Change) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const letter = letterOf(event);
      const change = marks === null || letter === null ? undefined : saidBy(letter, marks);
      if (change === undefined) return;
      event.preventDefault();
      give(change);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

function saidBy(key: string, marks: Said): Change | undefined {
  if (/^[0-5]$/.test(key)) return { rating: key === "0" ? null : Number(key) };
  if (/^[6-9]$/.test(key)) {
    const colour = COLOURS[Number(key) - 6] ?? null;
    return { colour: colour === marks.colour ? null : colour };
  }
  const changes: Partial<Record<string, Change>> = { p: { pick: "pick" }, x: { pick: "reject" }, u: { pick: null }, s: { star: !marks.star } };
  return changes[key];
}
