import { Folder as FolderIcon } from "lucide-react";
import { useState } from "react";

import type { Folder, Source } from "@/api/types";
import { visible } from "@/domain/foreign";
import { addressOf } from "@/domain/route";
import { nameOf } from "@/folders/names";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";

interface Props {
  folders: readonly Folder[];
  /** The sources whose top folders these are. */
  sources: readonly Source[];
}

/** The folders in here, each with a photo of it and the counts of all that is below it. */
export function SubFolders({ folders, sources }: Props) {
  const sourceOf = (folder: Folder) => sources.find((source) => source.name === folder.source);
  return (
    <ul className="subfolders" data-top={sources.length > 0} aria-label={words.folders.folders}>
      {folders.map((folder) => (
        <li key={folder.id}>
          <a className="subfolder" href={addressOf(folder.id)}>
            <Cover key={folder.cover_url} url={folder.cover_url} />
            <span className="subfolder-text">
              <span className="subfolder-name" title={visible(nameOf(folder))}>
                <Name text={nameOf(folder)} />
              </span>
              <span className="subfolder-counts">{countsOf(folder, sourceOf(folder))}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function countsOf(folder: Folder, source: Source | undefined): string {
  const photos = folder.photos_below ?? folder.photo_count;
  return source === undefined ? words.folders.below(photos, folder.subfolder_count) : `${words.sources.kinds[source.kind]} · ${words.photos(photos)}`;
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
