import { Folder as FolderIcon } from "lucide-react";
import { useState } from "react";

import type { Folder, Source } from "@/api/types";
import { addressOf } from "@/domain/route";
import { nameOf } from "@/folders/names";
import { Name } from "@/parts/Foreign";
import { words } from "@/words/en";

interface Props {
  folders: readonly Folder[];
  /** The sources whose top folders these are: then the counts are of all that is below. */
  sources: readonly Source[];
}

/** The folders in here, each with a photo of it and its counts. */
export function SubFolders({ folders, sources }: Props) {
  const below = (folder: Folder) => sources.find((source) => source.name === folder.source);
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
              <span className="subfolder-counts">{countsOf(folder, below(folder))}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function countsOf(folder: Folder, source: Source | undefined): string {
  if (source === undefined) return words.folders.counts(folder.photo_count, folder.subfolder_count);
  return `${words.sources.kinds[source.kind]} · ${words.photos(source.listed)}`;
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
