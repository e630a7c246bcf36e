import type { ReactNode } from "react";

import type { PhotoInFull } from "@/api/types";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";
import { taken } from "@/words/locale";

const say = words.known;

type Shown = NonNullable<PhotoInFull["facts"]>["shown"];

/** What the photo's file, its source and its person say of it: of each fact the word that counts, of the time also whose it is. */
export function Known({ photo: { facts } }: { photo: PhotoInFull }) {
  if (facts === null) return null;
  const { shown, names } = facts;
  return (
    <dl className="facts">
      <Fact name={say.taken} said={shown.taken_at === null ? null : taken(shown.taken_at)}>
        {shown.taken_at === null ? null : <span className="facts-from">{say.from(shown.taken_from, shown.utc_offset)}</span>}
      </Fact>
      <Fact name={say.camera} said={shown.camera} />
      <Fact name={say.lens} said={shown.lens} />
      <Fact name={say.exposure} said={exposure(shown)} />
      <Fact name={say.place} said={place(shown)} />
      <Fact name={say.title} said={shown.title} />
      <Fact name={say.caption} said={shown.caption} />
      <Fact name={say.tags} said={shown.tags.join(", ")} />
      <Fact name={say.creator} said={shown.creator} />
      <Fact name={say.copyright} said={shown.copyright} />
      <Fact name={say.duration} said={shown.duration === null ? null : say.seconds(shown.duration)} />
      <Fact name={say.names} said={names.join(", ")} />
    </dl>
  );
}

function Fact({ name, said, children }: { name: string; said: string | null; children?: ReactNode }) {
  if (said === null || said === "") return null;
  return (
    <div className="library-fact">
      <dt>{name}</dt>
      <dd>
        <Name text={said} />
        {children}
      </dd>
    </div>
  );
}

function exposure({ exposure: time, aperture, iso, focal_length: length }: Shown): string {
  const parts = [
    time === null ? null : say.shutter(time),
    aperture === null ? null : say.aperture(aperture),
    iso === null ? null : say.iso(iso),
    length === null ? null : say.millimetres(length),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function place({ latitude, longitude, altitude, place: name }: Shown): string | null {
  if (latitude === null || longitude === null) return name;
  const where = say.coordinates(latitude, longitude, altitude);
  return name === null ? where : `${name} (${where})`;
}
