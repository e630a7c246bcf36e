import { FolderOpen } from "lucide-react";

import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { Disclosure } from "@/parts/Disclosure";
import { useAsk } from "@/parts/useAsk";
import { AccountField } from "@/sources/AccountField";
import type { FormProps } from "@/sources/fields";
import { words } from "@/words";

const say = words.accounts;

/** A folder or drive of this computer, and which names below it are meant. */
export function FolderForm(props: FormProps) {
  const known = props.known ?? false;
  return (
    <>
      <AccountField {...props} name="path" fixed={known} />
      {known ? null : <Choose change={(path) => { props.change({ path }); }} />}
      <Disclosure summary={say.moreFolder}>
        {() => (
          <div className="form">
            <AccountField {...props} name="include" lines />
            <AccountField {...props} name="exclude" lines />
          </div>
        )}
      </Disclosure>
    </>
  );
}

/** Pointing at the folder in the system's own dialog; one that is closed chooses nothing. */
export function Choose({ change }: { change: (path: string) => void }) {
  const { busy, ask } = useAsk();
  const choose = async () => {
    const { path } = await post<{ path: string | null }>("/api/sources/folder");
    if (path !== null) change(path);
  };
  if (window.pywebview === undefined) return null;
  return (
    <div className="form-buttons">
      <Button busy={busy} icon={<FolderOpen size={16} aria-hidden="true" />} onClick={() => void ask(choose)}>{say.choose}</Button>
    </div>
  );
}
