import { ChevronRight } from "lucide-react";

import type { Folder } from "@/api/types";
import { addressOf } from "@/domain/route";
import { nameOf } from "@/folders/names";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";

/** The way down to this folder, each step a link. */
export function Crumbs({ parents }: { parents: readonly Folder[] }) {
  return (
    <nav className="crumbs" aria-label={words.folders.way}>
      <ol>
        <li>
          <a href={addressOf(null)}>{words.folders.heading}</a>
        </li>
        {parents.map((folder) => (
          <li key={folder.id}>
            <ChevronRight className="crumbs-sign" size={14} aria-hidden="true" />
            <a href={addressOf(folder.id)}>
              <Name text={nameOf(folder)} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
