import type { ReactNode } from "react";

import { NumberSetting } from "@/settings/NumberSetting";
import type { Settings } from "@/settings/useSettings";
import { words } from "@/words";

interface Said {
  label: string;
  unit: string;
  effect: string;
}

/** Settings that belong together. */
export function NumberPanel({ id, heading, names, settings, children = null }: { id: string; heading: string; names: Readonly<Record<string, Said>>; settings: Settings; children?: ReactNode }) {
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id} className="heading">{heading}</h2>
      {children}
      {settings.all === null ? <p className="quiet">{words.settings.reading}</p> : null}
      {Object.entries(names).map(([name, said]) => {
        const setting = settings.all?.get(name);
        return setting === undefined ? null : <NumberSetting key={name} setting={setting} say={said} change={settings.change} />;
      })}
    </section>
  );
}
