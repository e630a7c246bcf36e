import { Folder as FolderIcon } from "lucide-react";
import { useState } from "react";

import type { Folder } from "@/api/types";
import { addressOf } from "@/domain/route";
import { nameOf } from "@/folders/names";
import { Name } from "@/parts/Foreign";
import { words } from "@/words/en";

/** The folders in here, each with its first photo and its counts. */
export function SubFolders({ folders }: { folders: readonly Folder[] }) {
  return (
    <ul className="subfolders" aria-label={words.folders.folders}>
      {folders.map((folder) => (
        <li key={folder.id}>
          <a className="subfolder" href={addressOf(folder.id)}>
            <Cover key={folder.cover_url} url={folder.cover_url} />
            <span className="subfolder-text">
              <span className="subfolder-name">
                <Name text={nameOf(folder)} />
              </span>
              <span className="subfolder-counts">{words.folders.counts(folder.photo_count, folder.subfolder_count)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Cover({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="cover">
      {url === null || broken ? (
        <FolderIcon size={22} aria-hidden="true" />
      ) : (
        <img className="cover-picture" src={`${url}&size=256`} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}
