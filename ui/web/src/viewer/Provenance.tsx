import { Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { PhotoInFull, Proven } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Path } from "@/parts/Foreign";
import { Unread } from "@/parts/Unread";
import { Sayings } from "@/viewer/Sayings";
import { words } from "@/words";
import { moment } from "@/words/locale";

const say = words.viewing.provenance;

/** What no gallery shows: whose bytes these are, what proves them, each look at the file, and all its copies. */
export function Provenance({ photo, now }: { photo: PhotoInFull; now: number }) {
  return (
    <>
      <Disclosure className="about-part" summary={say.heading}>{() => <Proof photo={photo} now={now} />}</Disclosure>
      {photo.facts === null ? null : <Disclosure className="about-part" summary={say.sayings}>{() => <Sayings photo={photo} />}</Disclosure>}
    </>
  );
}

function Proof({ photo, now }: { photo: PhotoInFull; now: number }) {
  const [read, setRead] = useState<Proven | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    get<Proven>(`/api/photos/${photo.id}/provenance`).then((found) => current && setRead(found), (reason: unknown) => current && setError(reason));
    return () => {
      current = false;
    };
  }, [photo.id]);
  if (error !== null) return <Unread error={error} />;
  if (read === null) return <p className="quiet">{words.folders.loading}</p>;
  return (
    <dl className="facts proof">
      <Row name={say.source}><Name text={photo.source} /></Row>
      <Row name={say.key}><Path text={read.key} /></Row>
      <Row name={say.checksumThere}>{read.checksum === null ? say.noChecksum : <Sum text={read.checksum} />}</Row>
      {photo.original === null ? null : (
        <>
          <Row name={say.checksumHere}><Sum text={photo.original.sha256} /></Row>
          <Row name={say.strength}>{photo.strength === null ? say.noChecksum : words.folders.strengths[photo.strength]}</Row>
        </>
      )}
      {read.checks.length === 0 ? null : (
        <Row name={say.checks}>
          <ul className="proof-list">
            {read.checks.map((check) => <li key={`${check.at} ${check.how}`}>{say.check(say.hows[check.how], moment(check.at, now))}</li>)}
          </ul>
        </Row>
      )}
      <Row name={say.copies}>
        {read.versions.length === 0 ? say.noVersions : (
          <ul className="proof-list">
            {read.versions.map((old) => (
              <li key={old.sha256}>
                {say.version(moment(old.replaced_at, now), words.size(old.bytes))} <Path text={old.path} />
              </li>
            ))}
          </ul>
        )}
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="library-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A checksum, whole, and on the clipboard by a click. */
function Sum({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => undefined);
  return (
    <span className="proof-sum">
      <code dir="ltr">{text}</code>
      <button type="button" className="icon-button" aria-label={say.copy} title={say.copy} onClick={copy}>
        <Copy size={14} aria-hidden="true" />
      </button>
      <span role="status" className="quiet">{copied ? say.copied : ""}</span>
    </span>
  );
}
