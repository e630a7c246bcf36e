import { useEffect, useEffectEvent, useState } from "react";

import { get } from "@/api/client";
import type { DuplicateGroup, DuplicateMember, Duplicates } from "@/api/types";
import { visible } from "@/domain/foreign";
import { listAt } from "@/domain/route";
import { Picture } from "@/duplicates/Picture";
import type { Deciding } from "@/duplicates/useDecide";
import { useGroup } from "@/duplicates/useDuplicates";
import { letterOf } from "@/frame/shortcuts";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { Unread } from "@/parts/Unread";
import { words } from "@/words";
import { bytes, number } from "@/words/locale";

const say = words.duplicates;

/** What is compared, as text, so that it can be seen where they differ. */
const FACTS: Record<keyof typeof say.facts, (one: DuplicateMember) => string> = {
  name: (one) => visible(one.name),
  where: (one) => visible(`${one.source}/${one.folder}`),
  pixels: (one) => say.pixels(one.width, one.height),
  size: (one) => bytes(one.bytes),
  format: (one) => (one.kind ?? "").toUpperCase(),
  taken: (one) => (one.taken_at ?? "").replace("T", " "),
  camera: (one) => visible(one.camera ?? ""),
  place: (one) => (one.latitude === null || one.longitude === null ? "" : `${one.latitude.toFixed(4)}, ${one.longitude.toFixed(4)}`),
  rating: (one) => (one.rating === null ? "" : number(one.rating)),
  collections: (one) => (one.collections === 0 ? "" : number(one.collections)),
};

/** One group side by side. */
export function Comparison({ id, deciding }: { id: number; deciding: Deciding }) {
  const { found, error } = useGroup(id);
  if (error !== null) return <Unread error={error} />;
  if (found === null) {
    return (
      <p className="folder-loading" role="status">
        {say.loading}
      </p>
    );
  }
  return <SideBySide group={found} deciding={deciding} />;
}

function SideBySide({ group, deciding }: { group: DuplicateGroup; deciding: Deciding }) {
  const [chosen, setChosen] = useState(group.keeper_id);
  const open = group.bytes > 0;
  const go = async (decide: () => Promise<boolean>) => {
    if (await decide()) location.hash = await following(group);
  };
  const keep = () => void go(() => deciding.keep(group.id, chosen));
  const apart = () => void go(() => deciding.apart(group.id));
  useKeys(open && !deciding.busy, { keep, apart, choose: (at) => setChosen(group.members[at]?.photo_id ?? chosen) });
  return (
    <section className="panel twins" aria-label={say.sideBySide}>
      <p>{say.because(group.reason)}</p>
      {open ? null : <p role="status">{say.gone}</p>}
      <div className="twins-scroll" tabIndex={0} role="group" aria-label={say.sideBySide}>
        <table className="twins-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{say.sideBySide}</span>
              </th>
              {group.members.map((one, at) => (
                <Head key={one.photo_id} one={one} at={at} chosen={one.photo_id === chosen} suggested={one.photo_id === group.keeper_id}
                  choose={open ? () => setChosen(one.photo_id) : null} />
              ))}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(FACTS) as (keyof typeof FACTS)[]).map((fact) => (
              <Fact key={fact} fact={fact} members={group.members} />
            ))}
          </tbody>
        </table>
      </div>
      {open ? (
        <>
          <p className="twins-ways">
            <Button look="prominent" busy={deciding.busy} onClick={keep}>
              {say.keepChosen}
            </Button>
            <Button busy={deciding.busy} onClick={apart}>
              {say.apart}
            </Button>
          </p>
          <p className="quiet">{say.keys}</p>
        </>
      ) : null}
    </section>
  );
}

interface HeadProps {
  one: DuplicateMember;
  at: number;
  chosen: boolean;
  suggested: boolean;
  choose: (() => void) | null;
}

function Head({ one, at, chosen, suggested, choose }: HeadProps) {
  return (
    <th scope="col" className="twins-pane" data-keeper={chosen || undefined}>
      <Picture one={one} look="twins-large" size={512} keeper={false} />
      <span className="twins-name">
        <Name text={visible(one.name)} />
        {suggested ? <span className="twins-mark">{say.suggested}</span> : null}
      </span>
      {choose === null ? null : (
        <button type="button" className="button" aria-pressed={chosen} onClick={choose}>
          {say.choose(at + 1)}
        </button>
      )}
    </th>
  );
}

function Fact({ fact, members }: { fact: keyof typeof FACTS; members: readonly DuplicateMember[] }) {
  const told = members.map(FACTS[fact]);
  if (told.every((text) => text === "")) return null;
  const differs = new Set(told).size > 1;
  return (
    <tr data-differs={differs || undefined}>
      <th scope="row">
        {say.facts[fact]}
        {differs ? <span className="twins-differs"> {say.different}</span> : null}
      </th>
      {told.map((text, at) => (
        <td key={members[at]?.photo_id}>
          <bdi>{text}</bdi>
        </td>
      ))}
    </tr>
  );
}

interface Keys {
  keep: () => void;
  apart: () => void;
  choose: (at: number) => void;
}

/** Keys work wherever the focus is, but on what has keys of its own. */
function useKeys(on: boolean, keys: Keys) {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (!on || document.querySelector("dialog[open]") !== null) return;
    const letter = letterOf(event) ?? "";
    const at = event.target instanceof Element && event.target.closest("a, button, input, select, textarea") !== null;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && bare && !at) keys.keep();
    else if (letter === "x") keys.apart();
    else if (/^[1-9]$/.test(letter)) keys.choose(Number(letter) - 1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Where to go on: the next open group of the class, else all of them. */
async function following(group: DuplicateGroup): Promise<string> {
  const { groups } = await get<Duplicates>(`/api/duplicates?class=${group.kind}&limit=2`);
  return listAt("duplicates", groups.find((one) => one.id !== group.id)?.id ?? null);
}
