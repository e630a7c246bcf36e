import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

/** The one button that starts what backs up by itself. */
export function StartService() {
  const { busy, ask } = useAsk();
  return (
    <Button busy={busy} onClick={() => void ask(() => post("/api/daemon/start"))}>
      {busy ? words.worker.starting : words.worker.go}
    </Button>
  );
}
