import { useState } from "react";

import { get, post } from "@/api/client";
import type { Source, Trial } from "@/api/types";
import { Button } from "@/parts/Button";
import { Name } from "@/parts/Foreign";
import { AccountForm } from "@/setup/AccountForm";
import { Counting } from "@/setup/Counting";
import { PROVIDERS, type Provider } from "@/setup/providers";
import { Choices, Question } from "@/setup/Step";
import { useLoaded } from "@/setup/useLoaded";
import { words } from "@/words";

const say = words.setup;

interface Props {
  /** On to what comes after; `added`: there is one more source than before. */
  next: (added: boolean) => void;
  /** One source is enough to go on. */
  enough: boolean;
}

/** The second question: which account, then its key, then what it opens. */
export function SourceStep({ next, enough }: Props) {
  const [provider, setProvider] = useState<Provider | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const again = () => {
    setTrial(null);
    setProvider(null);
  };
  if (trial !== null) return <Counting begun={trial} added={() => next(true)} again={again} />;
  if (provider !== null) return <AccountForm provider={provider} works={setTrial} back={() => setProvider(null)} />;
  return <Accounts choose={setProvider} next={() => next(false)} enough={enough} />;
}

/** The kinds of accounts, and the sources that are there already. */
function Accounts({ choose, next, enough }: { choose: (provider: Provider) => void; next: () => void; enough: boolean }) {
  const known = useLoaded(() => get<{ sources: Source[] }>("/api/sources"))?.sources ?? [];
  const goOn = async () => {
    if (!enough) await post("/api/setup/step", { stage: "code" }).catch(() => undefined);
    next();
  };
  const unsigned = known.some((source) => source.problem?.code === "AUTH_REVOKED");
  return (
    <Question heading={say.source.heading} text={say.source.text}>
      {known.length === 0 ? null : <Known sources={known} unsigned={unsigned} />}
      <ul className="setup-accounts">
        {PROVIDERS.map((provider) => (
          <li key={provider}>
            <button type="button" className="setup-account" onClick={() => choose(provider)}>
              <span className="setup-account-name">{say.source.kinds[provider].name}</span>
              <span className="setup-account-text">{say.source.kinds[provider].text}</span>
            </button>
          </li>
        ))}
      </ul>
      {known.length > 0 ? (
        <Choices>
          <Button look={enough ? "prominent" : "quiet"} onClick={() => void goOn()}>
            {say.go}
          </Button>
        </Choices>
      ) : null}
    </Question>
  );
}

function Known({ sources, unsigned }: { sources: Source[]; unsigned: boolean }) {
  return (
    <div className="setup-known">
      <h2 className="setup-label">{say.source.have}</h2>
      <ul>
        {sources.map((source) => (
          <li key={source.id}>
            <Name text={source.name} />
          </li>
        ))}
      </ul>
      {unsigned ? <p className="quiet">{say.source.signIn}</p> : null}
    </div>
  );
}
