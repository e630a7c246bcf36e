import { FolderOpen, HardDrive } from "lucide-react";
import { type SubmitEvent, useCallback, useEffect, useState } from "react";

import { post } from "@/api/client";
import type { PlaceLook, Setup } from "@/api/types";
import { Button } from "@/parts/Button";
import { Path, Said } from "@/parts/Foreign";
import { Field, WrongLine } from "@/setup/Field";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";

const say = words.setup.library;
/** A look at a place begins when nobody types for so long. */
const QUIET = 350;

interface Props {
  setup: Setup;
  take: (setup: Setup) => Promise<void>;
  next: () => void;
}

/** The first question: where the library lives. */
export function LibraryStep({ setup, take, next }: Props) {
  const [path, setPath] = useState(setup.library ?? setup.proposed);
  const [looked, setLooked] = useState<{ of: string; seen: PlaceLook } | null>(null);
  const seen = looked?.of === path ? looked.seen : null; // what is known of another place says nothing of this one
  const { busy, wrong, ask } = useForm();
  const same = setup.library !== null && path === setup.library;
  const look = useCallback(async (wanted: string) => setLooked({ of: wanted, seen: await post<PlaceLook>("/api/setup/place", { path: wanted }) }), []);
  useEffect(() => {
    const timer = setTimeout(() => void look(path).catch(() => setLooked(null)), QUIET);
    return () => clearTimeout(timer);
  }, [path, look]);
  const choose = async () => {
    const pointed = await post<PlaceLook>("/api/setup/place");
    if (pointed.path !== null) setPath(pointed.path);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (same) next();
    else void ask(async () => take(await post<Setup>(seen?.library === true ? "/api/setup/adopt" : "/api/setup/library", { path })));
  };
  const fits = same || (seen !== null && seen.path !== null && seen.refusal === null);
  return (
    <Question heading={say.heading} text={say.text}>
      <form className="setup-form" onSubmit={submit}>
        {setup.dialogs ? (
          <div className="setup-drive">
            <HardDrive size={28} aria-hidden="true" />
            <p className="setup-place">
              <Path text={path} />
            </p>
            <Button icon={<FolderOpen size={16} aria-hidden="true" />} onClick={() => void ask(choose)}>
              {say.choose}
            </Button>
          </div>
        ) : (
          <Field name="path" label={say.label} hint={say.hint} value={path} change={setPath} wrong={wrong} />
        )}
        <Seen key={seen?.path ?? ""} seen={seen} same={same} />
        <WrongLine wrong={setup.dialogs && wrong !== null ? { ...wrong, field: null } : wrong} />
        <Choices>
          <Button type="submit" look="prominent" busy={busy || !fits}>
            {busy ? say.making : seen?.library === true && !same ? say.adopt : same ? say.keep : say.make}
          </Button>
        </Choices>
      </form>
    </Question>
  );
}

/** What is known of the place: room, speed, and what to think of. */
function Seen({ seen, same }: { seen: PlaceLook | null; same: boolean }) {
  if (seen?.path == null) return <p className="setup-seen quiet">{say.looking}</p>;
  if (seen.refusal !== null && !same) {
    return (
      <p className="setup-note" data-state="attention" role="status">
        <StateShape state="attention" size={18} />
        <Said text={`${seen.refusal.message} ${seen.refusal.action}`} />
      </p>
    );
  }
  return (
    <div className="setup-seen" role="status">
      {seen.free_bytes === null || seen.total_bytes === null ? null : <Room free={seen.free_bytes} total={seen.total_bytes} path={seen.path} />}
      {seen.library && !same ? (
        <p className="setup-note" data-state="safe">
          <StateShape state="safe" size={18} />
          <span>
            {say.found} {say.foundText}
          </span>
        </p>
      ) : null}
      {seen.notes.map((note) => (
        <p key={note} className="setup-note" data-state={note === "same_drive" ? "waiting" : "attention"}>
          <StateShape state={note === "same_drive" ? "waiting" : "attention"} size={18} />
          <span>{say.notes[note]}</span>
        </p>
      ))}
    </div>
  );
}

/** How full the drive is, and how fast it takes what is written. */
function Room({ free, total, path }: { free: number; total: number; path: string }) {
  const [speed, setSpeed] = useState<number | null | "failed">(null);
  useEffect(() => {
    let current = true;
    post<{ bytes_per_second: number }>("/api/setup/speed", { path }).then(
      (answer) => current && setSpeed(answer.bytes_per_second),
      () => current && setSpeed("failed"),
    );
    return () => {
      current = false;
    };
  }, [path]);
  const used = total === 0 ? 0 : Math.round(((total - free) / total) * 100);
  return (
    <div className="setup-room">
      <progress className="setup-used" value={used} max={100} aria-label={say.free(free, total)} />
      <p className="quiet">
        {say.free(free, total)} · {speed === null ? say.measuring : speed === "failed" ? say.slow : say.speed(speed)}
      </p>
    </div>
  );
}
