import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";

import { post } from "@/api/client";
import type { Status } from "@/api/types";
import { type Action, type Choice, choices } from "@/domain/actions";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { PauseMenu } from "@/home/PauseMenu";
import { PlaySign, StopSign } from "@/shapes/signs";
import { words } from "@/words";

const REFRESH = <RefreshCw size={15} aria-hidden="true" />;
const SIGNS: Partial<Record<Action, ReactNode>> = {
  backup: REFRESH,
  check: REFRESH,
  resume: <PlaySign />,
  "resume-all": <PlaySign />,
  anyway: <PlaySign />,
  "resume-sources": <PlaySign />,
  stop: <StopSign />,
};

/** The buttons that fit the state, the obvious one first; `plain`: those of the job alone. */
export function Buttons({ status, plain = false }: { status: Status; plain?: boolean }) {
  return (
    <div className="hero-buttons">
      {choices(status)
        .filter((choice) => !plain || choice.action !== "look")
        .map((choice) =>
          choice.action === "pause" ? (
            <PauseMenu key="pause" prominent={choice.prominent} busy={status.job?.wish === "pause"} />
          ) : (
            <ChoiceButton key={choice.action} choice={choice} status={status} />
          ),
        )}
    </div>
  );
}

function ChoiceButton({ choice, status }: { choice: Choice; status: Status }) {
  const { busy, ask } = useAsk();
  const { action } = choice;
  const under = busy || (action === "stop" && status.job?.wish === "cancel");
  return (
    <Button
      look={choice.prominent ? "prominent" : "plain"}
      busy={under}
      icon={SIGNS[action]}
      onClick={() => (action === "look" ? showWhatToDo() : void ask(() => carryOut(action, status)))}
    >
      {under ? words.actions[action].busy : words.actions[action].label}
    </Button>
  );
}

async function carryOut(action: Action, status: Status): Promise<void> {
  const job = status.job;
  switch (action) {
    case "backup":
    case "check":
      await post("/api/jobs", { kind: "backup" });
      return;
    case "resume":
      if (job !== null) await post(`/api/jobs/${job.id}/resume`);
      return;
    case "resume-all":
      await post("/api/resume");
      return;
    case "anyway":
      if (job !== null) await post(`/api/jobs/${job.id}/resume`);
      return;
    case "stop":
      if (job !== null) await post(`/api/jobs/${job.id}/cancel`);
      return;
    case "resume-sources":
      await Promise.all(status.sources.filter((source) => source.paused).map((source) => post(`/api/sources/${source.id}/resume`)));
      return;
    case "pause":
    case "look":
      return;
  }
}

/** Leads to the first thing that needs a person, wherever on the page it stands. */
function showWhatToDo(): void {
  const target = document.querySelector<HTMLElement>("[data-needs-person]");
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
