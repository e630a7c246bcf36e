import { FolderOutput } from "lucide-react";

import { EVERYTHING, handOver, type Wanted } from "@/domain/exporting";
import { pageAt } from "@/domain/route";
import { openPlace } from "@/frame/useRoute";
import { Button } from "@/parts/Button";
import { words } from "@/words";

/** So many photos can be named one by one. */
const MOST = 10_000;

/** Leads to the page that asks under which names and where to, with these photos chosen there already. */
export function ExportWay({ of, look = "plain" }: { of: Partial<Wanted>; look?: "plain" | "quiet" }) {
  if ((of.picked?.length ?? 0) > MOST) return null;
  return (
    <Button look={look} icon={<FolderOutput size={15} aria-hidden="true" />} onClick={() => exportThese(of)}>
      {words.out.way}
    </Button>
  );
}

/** As the button does it. */
export function exportThese(of: Partial<Wanted>): void {
  handOver({ ...EVERYTHING, ...of });
  openPlace(pageAt("restore"));
}
