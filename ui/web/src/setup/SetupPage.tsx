import "@/styles/setup-places.css";
import "@/styles/setup.css";
import "@/styles/setup-answers.css";

import { type ReactNode, use, useEffect, useState } from "react";

import type { Problem, Setup, Status } from "@/api/types";
import type { Progress } from "@/domain/progress";
import { HOME, pageAt } from "@/domain/route";
import { Plain } from "@/frame/Plain";
import { replacePlace } from "@/frame/useRoute";
import { Said } from "@/parts/Foreign";
import { PageContext } from "@/parts/page";
import { CodeStep } from "@/setup/CodeStep";
import { LibraryStep } from "@/setup/LibraryStep";
import { ScheduleStep } from "@/setup/ScheduleStep";
import { SourceStep } from "@/setup/SourceStep";
import { StartStep, Watching } from "@/setup/StartStep";
import { Frame, STEPS, type StepName, Steps } from "@/setup/Step";
import { useSetup } from "@/setup/useSetup";
import { WaysOut } from "@/setup/WaysOut";
import { Working } from "@/setup/Working";
import { words } from "@/words";

interface Props {
  /** None: there is no open catalog, for the reason in `refusal`. */
  status: Status | null;
  refusal: Problem | null;
  progress: Progress | null;
  now: number;
}

/** The first run, step by step; or, while the catalog does not open, the ways out. */
export function SetupPage({ status, refusal, progress, now }: Props) {
  const { setup, failed, take, reload } = useSetup();
  const [begun, setBegun] = useState(false);
  const page = use(PageContext);
  const stage = setup?.stage;
  const open = stage !== undefined && stage !== "shut" && stage !== "library";
  useEffect(() => {
    if (!open || refusal === null) return;
    replacePlace(stage === "done" ? HOME : pageAt("setup"));
    void page.refresh();
  }, [open, stage, refusal, page]);
  const settled = async (heard: Setup) => {
    take(heard);
    await page.refresh();
  };
  if (refusal !== null && (failed || stage === "done")) return <Refusal problem={refusal} />;
  if (setup === null) return <p className="opening">{words.signIn.opening}</p>;
  if (setup.work !== null) return <Frame><Working work={setup.work} /></Frame>;
  if (setup.stage === "shut") return <Frame><WaysOut setup={setup} now={now} take={settled} /></Frame>;
  if (begun && status !== null) return <Frame><Watching status={status} progress={progress} now={now} /></Frame>;
  if (setup.stage === "done") {
    return (
      <Frame>
        <SourceStep enough={false} next={() => replacePlace(HOME)} />
        <p className="setup-home"><a href={HOME}>{words.nav.home}</a></p>
      </Frame>
    );
  }
  return <Walk key={setup.stage} setup={setup} take={settled} reload={reload} begun={() => { setBegun(true); void page.refresh(); }} />;
}

/** Somebody answers, and there is nothing that this page could do about it. */
function Refusal({ problem }: { problem: Problem }) {
  return <Plain state="problem" sentence={<Said text={problem.message} />} detail={<Said text={problem.action} />} />;
}

interface WalkProps {
  setup: Setup;
  take: (setup: Setup) => Promise<void>;
  reload: () => Promise<void>;
  begun: () => void;
}

/** The five steps. Those behind the person can be gone back to; what was answered is still there. */
function Walk({ setup, take, reload, begun }: WalkProps) {
  const stage = setup.stage as StepName;
  const [shown, setShown] = useState<StepName>(stage);
  const next = () => {
    const after = STEPS[STEPS.indexOf(shown) + 1];
    if (shown === stage || after === undefined) void reload();
    else setShown(after);
  };
  const steps: Record<StepName, () => ReactNode> = {
    library: () => <LibraryStep setup={setup} take={take} next={next} />,
    source: () => <SourceStep enough={shown !== stage} next={next} />,
    code: () => <CodeStep passed={shown !== stage} next={next} />,
    schedule: () => <ScheduleStep next={next} />,
    start: () => <StartStep setup={setup} begun={begun} />,
  };
  return <Frame steps={<Steps shown={shown} stage={stage} show={setShown} />}>{steps[shown]()}</Frame>;
}
