import { Copy, Download, Printer } from "lucide-react";
import { type SubmitEvent, useEffect, useState } from "react";

import { post } from "@/api/client";
import type { RecoveryCode } from "@/api/types";
import { Button } from "@/parts/Button";
import { Field, WrongLine } from "@/setup/Field";
import { Choices, Question } from "@/setup/Step";
import { useForm } from "@/setup/useForm";
import { words } from "@/words";

const say = words.setup;

/** The third question: whether the code is kept. */
export function CodeStep({ passed, next }: { passed: boolean; next: () => void }) {
  return passed ? <Kept next={next} /> : <ToKeep next={next} />;
}

function Kept({ next }: { next: () => void }) {
  return (
    <Question heading={say.code.done} text={say.code.doneText}>
      <Choices>
        <Button look="prominent" onClick={next}>
          {say.go}
        </Button>
      </Choices>
    </Question>
  );
}

function ToKeep({ next }: { next: () => void }) {
  const [code, setCode] = useState<RecoveryCode | null>(null);
  const [written, setWritten] = useState(false);
  const { wrong, ask } = useForm();
  useEffect(() => {
    const timer = setTimeout(() => void ask(async () => setCode(await post<RecoveryCode>("/api/setup/code"))));
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once
  }, []);
  if (code === null) return <WrongLine wrong={wrong} />;
  return written ? <TypeBack asked={code.asked} right={next} show={() => setWritten(false)} /> : <Paper code={code} done={() => setWritten(true)} />;
}

function Paper({ code, done }: { code: RecoveryCode; done: () => void }) {
  return (
    <Question part="paper" heading={say.code.heading} text={say.code.text}>
      <div className="setup-paper">
        <p className="setup-print-only">{say.code.paper}</p>
        <ol className="setup-groups" aria-label={say.code.label}>
          {code.groups.map((group, at) => (
            <li key={at} className="setup-group">
              <span className="setup-group-place" aria-hidden="true">
                {at + 1}
              </span>
              <code dir="ltr">{group}</code>
            </li>
          ))}
        </ol>
        <p className="setup-print-only">{say.code.paperText}</p>
      </div>
      <Keeping text={code.groups.join("-")} />
      <Choices>
        <Button look="prominent" onClick={done}>
          {say.code.written}
        </Button>
      </Choices>
    </Question>
  );
}

/** The ways to keep it: the window asks where the file goes, a browser puts it with the downloads. */
function Keeping({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  const { wrong, ask } = useForm();
  const inWindow = window.pywebview !== undefined;
  const save = async () => {
    if (!inWindow) {
      download(text);
      setSaid(say.code.savedHere);
      return;
    }
    const { path } = await post<{ path: string | null }>("/api/setup/code/save");
    if (path !== null) setSaid(say.code.saved(path));
  };
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setSaid(say.code.copied);
  };
  return (
    <div className="setup-keeping">
      <Button icon={<Download size={15} aria-hidden="true" />} onClick={() => void ask(save)}>
        {say.code.save}
      </Button>
      {inWindow ? null : (
        <Button icon={<Printer size={15} aria-hidden="true" />} onClick={() => window.print()}>
          {say.code.print}
        </Button>
      )}
      <Button icon={<Copy size={15} aria-hidden="true" />} onClick={() => void ask(copy)}>
        {say.code.copy}
      </Button>
      <span className="quiet" role="status">
        {said}
      </span>
      <WrongLine wrong={wrong} />
    </div>
  );
}

function download(text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${say.code.paper}\n\n${text}\n\n${say.code.paperText}\n`], { type: "text/plain" }));
  link.download = `${say.code.paper}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

function TypeBack({ asked, right, show }: { asked: readonly number[]; right: () => void; show: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { busy, wrong, ask } = useForm();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const groups = Object.fromEntries(asked.map((place) => [String(place), typed[place] ?? ""]));
    void ask(() => post("/api/setup/code/typed", { groups })).then((done) => {
      if (done) right();
    });
  };
  return (
    <Question part="back" heading={say.code.backHeading} text={say.code.backText}>
      <form className="setup-form" onSubmit={submit}>
        {asked.map((place) => (
          <Field
            key={place}
            name={String(place)}
            label={say.code.typed(place)}
            value={typed[place] ?? ""}
            change={(value) => setTyped({ ...typed, [place]: value })}
            wrong={wrong}
          />
        ))}
        <WrongLine wrong={wrong} />
        <Choices>
          <Button onClick={show}>{say.code.show}</Button>
          <Button type="submit" look="prominent" busy={busy}>
            {say.go}
          </Button>
        </Choices>
      </form>
    </Question>
  );
}
