import { ExternalLink } from "lucide-react";
import { type ReactNode, type SubmitEvent, useState } from "react";

import { post } from "@/api/client";
import type { SignInDone, SignInPage } from "@/api/types";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { Name } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { StateShape } from "@/shapes/StateShape";
import { AccountField } from "@/sources/AccountField";
import { CheckResult } from "@/sources/CheckResult";
import type { Fields, Wrong } from "@/sources/fields";
import { isUnderWay, useCheck, works, wrongOf } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.accounts;
const steps = say.smugmug;

interface Props {
  /** The field for the source's name. */
  named: (wrong: Wrong | null) => ReactNode;
  keep: (fields: Fields) => Promise<void>;
  /** What keeping is called. */
  commit: string;
  leave: (() => void) | null;
}

/** SmugMug is signed in to on its own page, which shows six digits; then the account is looked at like any other. */
export function AddSmugMug({ named, keep, commit, leave }: Props) {
  const [fields, setFields] = useState<Fields>({});
  const [page, setPage] = useState<SignInPage | null>(null);
  const [account, setAccount] = useState("");
  const [refused, setRefused] = useState<Wrong | null>(null);
  const look = useCheck();
  const { busy, ask } = useAsk();
  const wrong = refused ?? look.wrong;
  const change = (changed: Fields) => {
    setRefused(null);
    if (!("code" in changed)) setPage(null); // another key needs another page
    setFields({ ...fields, ...changed });
  };
  const next = async () => {
    setRefused(null);
    try {
      if (page === null) {
        setPage(await post<SignInPage>("/api/sources/sign-in", { api_key: fields["api_key"] ?? "", api_secret: fields["api_secret"] ?? "", endpoint_url: fields["endpoint_url"] ?? "" }));
      } else if (account === "") {
        setAccount((await post<SignInDone>("/api/sources/sign-in/code", { sign_in: page.sign_in, code: fields["code"] ?? "" })).account);
        await look.begin({ kind: "smugmug", fields: { sign_in: page.sign_in } });
      } else if (works(look.check)) {
        await keep({ sign_in: page.sign_in });
      } else {
        await look.begin({ kind: "smugmug", fields: { sign_in: page.sign_in } });
      }
    } catch (error) {
      setRefused(wrongOf(error));
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && !look.asking) void ask(next);
  };
  const form = { fields, change, wrong };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {account === "" ? (
        <>
          <AccountField {...form} name="api_key" text={steps.key} />
          <AccountField {...form} name="api_secret" text={steps.secret} secret />
          <Disclosure summary={say.moreCloudinary}>{() => <AccountField {...form} name="endpoint_url" text={steps.address} />}</Disclosure>
          {page === null ? null : <Digits address={page.address}><AccountField {...form} name="code" /></Digits>}
        </>
      ) : (
        <>
          <p className="check-line"><StateShape state="safe" size={18} /><span>{steps.signedIn} <Name text={account} /></span></p>
          {named(wrong)}
        </>
      )}
      <CheckResult look={wrong === refused && refused !== null && refused.field === null ? { ...look, wrong: refused } : look} trust={() => undefined} />
      <div className="form-buttons">
        <Button type="submit" look="prominent" busy={busy || look.asking || look.check?.state === "asking"}>{label(page, account, look.check !== null && isUnderWay(look.check), works(look.check) ? commit : null)}</Button>
        {leave === null ? null : <Button look="quiet" onClick={leave}>{say.leave}</Button>}
      </div>
    </form>
  );
}

function label(page: SignInPage | null, account: string, counting: boolean, commit: string | null): string {
  if (page === null) return steps.begin;
  if (account === "") return steps.signIn;
  return commit ?? (counting ? say.look.asking : say.look.ask);
}

/** The way to the page, and where its digits go. */
function Digits({ address, children }: { address: string; children: ReactNode }) {
  return (
    <>
      <div className="form-line" role="status">
        <p className="effect">{steps.about}</p>
        <p><a className="button" href={address} target="_blank" rel="noopener noreferrer"><ExternalLink size={15} aria-hidden="true" /> {steps.open}</a></p>
      </div>
      {children}
    </>
  );
}
