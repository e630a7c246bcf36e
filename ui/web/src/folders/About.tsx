import { Cloud, Image } from "lucide-react";
import type { ReactNode } from "react";

import type { PhotoInFull } from "@/api/types";
import { addressOf } from "@/domain/route";
import { shapeOf } from "@/folders/marks";
import { Known } from "@/folders/Known";
import { Ways } from "@/folders/Ways";
import { Button } from "@/parts/Button";
import { Command } from "@/parts/Command";
import { Name, Path, Said } from "@/parts/Foreign";
import { Trouble } from "@/parts/Trouble";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { ago, moment } from "@/words/locale";

const say = words.viewer;

interface Props {
  photo: PhotoInFull;
  now: number;
  /** The original is shown, not the preview. */
  large: boolean;
  enlarge: () => void;
}

/** What is known of a photo: how safe it is first, then what it is, then where it lies and where it came from. */
export function About({ photo, now, large, enlarge }: Props) {
  return (
    <div className="about">
      <Safety photo={photo} now={now} />
      <dl className="facts">
        <Fact name={say.source}>
          <a href={addressOf(photo.folder.id)}>
            <Path text={photo.folder.path} />
          </a>
        </Fact>
        <Fact name={say.modified}>{moment(photo.modified_at, now)}</Fact>
        {photo.metadata.dimensions === null ? null : <Fact name={say.dimensions}>{say.pixels(photo.metadata.dimensions)}</Fact>}
        {photo.size === null ? null : <Fact name={say.size}>{words.size(photo.size)}</Fact>}
        <Fact name={say.type}>{photo.mime_type}</Fact>
      </dl>
      <Known photo={photo} />
      {photo.original === null ? null : <Lies path={photo.original.path} />}
      {photo.origins.length === 0 ? null : <Origins photo={photo} />}
      <div className="about-ways">
        {photo.original?.shown === true ? (
          <Button icon={<Image size={15} aria-hidden="true" />} onClick={enlarge}>
            {large ? say.preview : say.original}
          </Button>
        ) : null}
        <Ways key={photo.id} photo={photo} />
      </div>
    </div>
  );
}

function Safety({ photo, now }: { photo: PhotoInFull; now: number }) {
  const { original, failure } = photo;
  return (
    <div className="about-safety">
      <p className="about-state" data-state={shapeOf(photo)}>
        <StateShape state={shapeOf(photo)} size={20} /> {words.folders.states[photo.state]}
      </p>
      {[photo.proof, photo.note, photo.skip_reason].filter((text) => text !== null && text !== "").map((text) => (
        <p key={text} className="about-why">
          <Said text={text} />
        </p>
      ))}
      {original === null || photo.state !== "safe" ? null : (
        <p className="about-why">{original.verified_at === null ? say.notReread : say.reread(ago(original.verified_at, now))}</p>
      )}
      {photo.state === "gone" && original !== null ? <p className="about-why">{say.kept}</p> : null}
      {failure === null ? null : <Trouble state="attention" sentence={failure.message} action={failure.action} />}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="library-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where the person finds the file without Holdfast. */
function Lies({ path }: { path: string }) {
  return (
    <section className="about-part">
      <h3 className="about-heading">{say.lies}</h3>
      <Command text={path} />
    </section>
  );
}

/** The same bytes elsewhere: they are kept once. */
function Origins({ photo }: { photo: PhotoInFull }) {
  return (
    <section className="about-part">
      <h3 className="about-heading">{say.origins(photo.origins.length)}</h3>
      <ul className="origins">
        {photo.origins.map((origin) => (
          <li key={origin.id}>
            <Cloud size={14} aria-hidden="true" /> <Name text={[origin.source, origin.folder, origin.name].filter((step) => step !== "").join(" / ")} />
          </li>
        ))}
      </ul>
    </section>
  );
}
