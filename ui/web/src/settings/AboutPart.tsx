import { type ReactNode, useEffect, useState } from "react";

import { get } from "@/api/client";
import type { About, Status } from "@/api/types";
import { Path } from "@/parts/Foreign";
import { Diagnostics } from "@/settings/Diagnostics";
import { Licences } from "@/settings/Licences";
import { ShowFolder } from "@/settings/ShowFolder";
import { words } from "@/words";

const say = words.settings.about;

/** What runs here, where it keeps its files, and the bundle for somebody who helps. */
export function AboutPart({ status: { worker } }: { status: Status }) {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    let current = true;
    get<About>("/api/about").then((read) => { if (current) setAbout(read); }, () => undefined);
    return () => {
      current = false;
    };
  }, []);
  return (
    <>
      <section className="panel" aria-labelledby="about-heading">
        <h2 id="about-heading" className="heading">{say.heading}</h2>
        {about === null ? null : (
          <dl className="setting-facts">
            <Fact name={say.version}>{about.version}</Fact>
            <Fact name={say.worker}>{worker.running ? say.workerIs(worker.role ?? "", worker.pid ?? 0) : say.nobody}</Fact>
            <Fact name={say.library}><Path text={about.library} /> <ShowFolder place="library" label={say.show} /></Fact>
            <Fact name={say.home}><Path text={about.home} /> <ShowFolder place="home" label={say.show} /></Fact>
            <Fact name={say.log}><Path text={about.log} /> <ShowFolder place="log" label={say.show} /></Fact>
          </dl>
        )}
      </section>
      <Diagnostics />
      <Licences />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
