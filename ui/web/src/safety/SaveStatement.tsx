import { FileCheck } from "lucide-react";
import { useState } from "react";

import { post } from "@/api/client";
import type { Saved } from "@/api/types";
import { Button } from "@/parts/Button";
import { Path } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.trust.statement;
const ICON = <FileCheck size={15} aria-hidden="true" />;

/** The statement as a file: a browser saves it by itself, the window asks where. */
export function SaveStatement() {
  return (
    <div className="proof-ways">
      {window.pywebview === undefined ? (
        <a className="button" href="/api/proof" download>
          {ICON}
          {say.save}
        </a>
      ) : (
        <InTheWindow />
      )}
      <p className="quiet">{say.about}</p>
    </div>
  );
}

function InTheWindow() {
  const [path, setPath] = useState<string | null>(null);
  const { busy, ask } = useAsk();
  const save = () => void ask(async () => setPath((await post<Saved>("/api/proof/save")).path));
  return (
    <>
      <Button icon={ICON} busy={busy} onClick={save}>
        {busy ? say.saving : say.saveAs}
      </Button>
      <p role="status">
        {path === null ? null : (
          <>
            {say.saved} <Path text={path} />
          </>
        )}
      </p>
    </>
  );
}
