import { Cloud, Download } from "lucide-react";
import { type ReactNode, useState } from "react";

import { post } from "@/api/client";
import type { PhotoInFull, Saved, SaveRequest } from "@/api/types";
import { Button } from "@/parts/Button";
import { Path } from "@/parts/Foreign";
import { ShowFile } from "@/parts/ShowFile";
import { useAsk } from "@/parts/useAsk";
import { words } from "@/words";

const say = words.viewer;
const SAVE = <Download size={15} aria-hidden="true" />;
const FROM_CLOUD = <Cloud size={15} aria-hidden="true" />;

/** The ways to the file itself, as the library has it and as the cloud has it. */
export function Ways({ photo }: { photo: PhotoInFull }) {
  return window.pywebview === undefined ? <Links photo={photo} /> : <Saves photo={photo} />;
}

/** A browser saves by itself. */
function Links({ photo: { original, download_url: cloud } }: { photo: PhotoInFull }) {
  return (
    <>
      {original === null ? null : (
        <a className="button" href={original.url} download>
          {SAVE}
          {say.save}
        </a>
      )}
      {cloud === null ? null : (
        <a className="button" href={cloud} target="_blank" rel="noopener noreferrer">
          {FROM_CLOUD}
          {say.cloud}
        </a>
      )}
    </>
  );
}

/** The desktop window opens no other pages: there the system's own dialog asks where the copy goes. */
function Saves({ photo: { id, original, download_url: cloud } }: { photo: PhotoInFull }) {
  const [path, setPath] = useState<string | null>(null);
  return (
    <>
      {original === null ? null : <Save photo={id} of="library" icon={SAVE} label={say.saveAs} done={setPath} />}
      {cloud === null ? null : <Save photo={id} of="cloud" icon={FROM_CLOUD} label={say.cloudAs} done={setPath} />}
      {original === null ? null : <ShowFile address={`/api/photos/${id}`} />}
      <p className="about-saved" role="status">
        {path === null ? null : (
          <>
            {say.saved} <Path text={path} />
          </>
        )}
      </p>
    </>
  );
}

interface SaveProps {
  photo: number;
  of: SaveRequest["of"];
  icon: ReactNode;
  label: string;
  done: (path: string | null) => void;
}

function Save({ photo, of, icon, label, done }: SaveProps) {
  const { busy, ask } = useAsk();
  const save = () => {
    done(null);
    void ask(async () => done((await post<Saved>(`/api/photos/${photo}/save`, { of })).path));
  };
  return (
    <Button icon={icon} busy={busy} onClick={save}>
      {busy ? say.saving : label}
    </Button>
  );
}
