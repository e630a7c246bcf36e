import { useState } from "react";

import { post } from "@/api/client";
import type { Saved } from "@/api/types";
import { Button } from "@/parts/Button";
import { Path } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.cards.list;

/** All of them as a table: a browser saves it by itself, the window asks where. */
export function ExportFailures({ code }: { code: string }) {
  if (window.pywebview !== undefined) return <InTheWindow code={code} />;
  return (
    <a className="button" data-look="quiet" href={`/api/failures/table?code=${encodeURIComponent(code)}`} download>
      {say.export}
    </a>
  );
}

function InTheWindow({ code }: { code: string }) {
  const [path, setPath] = useState<string | null>(null);
  const { busy, ask } = useAsk();
  return (
    <>
      <Button look="quiet" busy={busy} onClick={() => void ask(async () => setPath((await post<Saved>("/api/failures/table/save", { code })).path))}>
        {busy ? say.exporting : say.export}
      </Button>
      <span role="status">
        {path === null ? null : (
          <>
            {say.exported} <Path text={path} />
          </>
        )}
      </span>
    </>
  );
}
