import { useState } from "react";

import { get } from "@/api/client";
import type { MadeOf } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words";

const say = words.settings.about.licences;

/** Every part that Holdfast is made of, with the text of its licence. */
export function Licences() {
  const [parts, setParts] = useState<readonly MadeOf[] | null>(null);
  const read = () => {
    get<{ parts: MadeOf[] }>("/api/licences").then((answer) => { setParts(answer.parts); }, () => undefined);
  };
  return (
    <section className="panel" aria-labelledby="licences-heading">
      <h2 id="licences-heading" className="heading">{say.heading}</h2>
      <p className="effect">{say.effect}</p>
      <Disclosure summary={say.look} onOpen={read}>
        {() => parts === null ? <p className="quiet">{say.reading}</p> : parts.map((part) => <Part key={part.name} part={part} />)}
      </Disclosure>
    </section>
  );
}

function Part({ part: { name, version, licence, text } }: { part: MadeOf }) {
  return (
    <Disclosure className="licence" summary={<bdi>{say.part(name, version, licence)}</bdi>}>
      {() => text === "" ? <p className="effect">{say.noText}</p> : <pre className="bundle-text" tabIndex={0} aria-label={name} dir="ltr" lang="en">{text}</pre>}
    </Disclosure>
  );
}
