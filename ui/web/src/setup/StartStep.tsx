import { useEffect, useState } from "react";

import { get, post } from "@/api/client";
import type { Found, FoundPhoto, Setup, Source, Status } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { HOME, listAt } from "@/domain/route";
import { Progressing } from "@/home/Progressing";
import { Button } from "@/parts/Button";
import { Path, Said } from "@/parts/Foreign";
import { WrongLine } from "@/setup/Field";
import { useHours } from "@/setup/ScheduleStep";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { useLoaded } from "@/setup/useLoaded";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { list } from "@/words/locale";

const say = words.setup.start;
const SHOWN = 12;
const LOOK_EVERY = 1500;

/** The last step: what was chosen, and the one button that begins. */
export function StartStep({ setup, begun }: { setup: Setup; begun: () => void }) {
  const { busy, wrong, ask } = useForm();
  const sources = useLoaded(() => get<{ sources: Source[] }>("/api/sources"))?.sources ?? [];
  const hours = useHours();
  const start = async () => {
    if (await ask(() => post("/api/setup/start"))) begun();
  };
  return (
    <Question heading={say.heading} text={say.text}>
      <dl className="setup-summary">
        <dt>{say.library}</dt>
        <dd>
          <Path text={setup.library ?? ""} />
        </dd>
        <dt>{say.sources}</dt>
        <dd>{sources.length === 0 ? say.none : <Said text={list(sources.map((source) => source.name))} />}</dd>
        <dt>{say.schedule}</dt>
        <dd>{hours === null ? "" : (words.setup.schedule.choices[hours] ?? words.setup.schedule.every(hours))}</dd>
      </dl>
      <WrongLine wrong={wrong} />
      <Choices>
        <Button look="prominent" busy={busy} onClick={() => void start()}>
          {busy ? say.beginning : say.begin}
        </Button>
      </Choices>
    </Question>
  );
}

/** The backup runs: the first photos come onto the page as they are copied. */
export function Watching({ status, progress, now }: { status: Status; progress: Progress | null; now: number }) {
  const photos = useFirst();
  return (
    <Question heading={say.running} text={say.runningText}>
      <div className="setup-running" data-state={status.state}>
        <p className="setup-state">
          <StateShape state={status.state} size={22} /> <Said text={status.sentence} />
        </p>
        {status.job === null ? null : <Progressing job={status.job} progress={progress} now={now} told={status.state === "working"} />}
      </div>
      {photos.length === 0 ? (
        <p className="setup-first-none quiet">{say.waiting}</p>
      ) : (
        <ul className="setup-first" aria-label={say.first}>
          {photos.map((photo) => (
            <li key={photo.id}>
              <img src={small(photo.thumbnail_url)} alt={say.photo(photo.filename)} />
            </li>
          ))}
        </ul>
      )}
      <Choices>
        <a className="button" href={HOME}>
          {say.home}
        </a>
        <a className="button" data-look="prominent" href={listAt("timeline")}>
          {say.timeline}
        </a>
      </Choices>
    </Question>
  );
}

/** The first photos that are here, in the order in which they came. */
function useFirst(): readonly FoundPhoto[] {
  const [photos, setPhotos] = useState<readonly FoundPhoto[]>([]);
  const full = photos.length >= SHOWN;
  useEffect(() => {
    if (full) return;
    const look = () =>
      void get<Found>(`/api/search?q=&limit=60`).then(
        (found) => setPhotos((before) => withNew(before, found.photos)),
        () => undefined,
      );
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [full]);
  return photos;
}

/** The address names what is in the picture, where there is one already. */
function small(address: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}size=256`;
}

function withNew(before: readonly FoundPhoto[], found: readonly FoundPhoto[]): readonly FoundPhoto[] {
  const known = new Set(before.map((photo) => photo.id));
  const fresh = found.filter((photo) => photo.state === "safe" && photo.media_type === "image" && !known.has(photo.id));
  return fresh.length === 0 ? before : [...before, ...fresh].slice(0, SHOWN);
}
