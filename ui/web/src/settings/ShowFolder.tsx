import { FolderOpen } from "lucide-react";

import { post } from "@/api/client";
import { Button } from "@/parts/Button";
import { useAsk } from "@/parts/useAsk";

/** Shows one of Holdfast's folders in the system's file manager. A browser, which may be anywhere, has no such button. */
export function ShowFolder({ place, label }: { place: "library" | "home" | "log"; label: string }) {
  const { busy, ask } = useAsk();
  if (window.pywebview === undefined) return null;
  return (
    <Button look="quiet" busy={busy} icon={<FolderOpen size={15} aria-hidden="true" />} onClick={() => void ask(() => post("/api/about/show", { place }))}>
      {label}
    </Button>
  );
}
