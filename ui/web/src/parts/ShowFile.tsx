import { FolderSearch } from "lucide-react";

import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

/** Shows what the address means in the file manager of this computer: in its own window only, a browser may be anywhere. */
export function ShowFile({ address }: { address: string }) {
  const { busy, ask } = useAsk();
  if (window.pywebview === undefined) return null;
  return (
    <Button busy={busy} icon={<FolderSearch size={15} aria-hidden="true" />} onClick={() => void ask(() => post(`${address}/show`))}>
      {words.out.show}
    </Button>
  );
}
