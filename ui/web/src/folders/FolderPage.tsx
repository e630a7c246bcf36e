import { RefreshCw } from "lucide-react";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";

import { post, Refused } from "@/api/client";
import type { Contents, Folder, PhotoInFull, Source, Status } from "@/api/types";
import { visible } from "@/domain/foreign";
import { addressOf, type Folders, HOME } from "@/domain/route";
import { Crumbs } from "@/folders/Crumbs";
import { keepPlace, placeOf } from "@/folders/contents";
import { leaveMark, markOf } from "@/folders/mark";
import { nameOf } from "@/folders/names";
import { SubFolders } from "@/folders/SubFolders";
import { type FolderRead, useFolder } from "@/folders/useFolder";
import { Bar } from "@/frame/Bar";
import { leavePlace, openPlace, replacePlace } from "@/frame/useRoute";
import { Button } from "@/parts/Button";
import { Name, Said } from "@/parts/Foreign";
import { useAsk } from "@/parts/useAsk";
import { Grid } from "@/photos/Grid";
import { listed } from "@/photos/sequence";
import { Viewer } from "@/photos/Viewer";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { ago } from "@/words/locale";

const say = words.folders;

interface Props {
  route: Folders;
  status: Status;
  now: number;
  /** Nobody answers: what is shown is from before. */
  lost: boolean;
}

/** The photos, folder by folder; and above them, as everywhere, whether they are safe. */
export function FolderPage({ route, status, now, lost }: Props) {
  const { job } = status;
  const version = [job?.id, job?.state, job?.phase, status.totals.failed].join(" ");
  return (
    <>
      <a className="skip" href="#photos" onClick={skipToPhotos}>
        {say.skip}
      </a>
      <Bar pages />
      <section className="strip-place" aria-label={words.regions.status}>
        <a className="strip" data-state={status.state} href={HOME}>
          <StateShape state={status.state} size={18} />
          <Said text={status.sentence} />
        </a>
      </section>
      <main className="folder" inert={lost}>
        <OneFolder key={route.folder} route={route} sources={status.sources} version={version} now={now} />
      </main>
    </>
  );
}

/** The address stays that of the folder. */
function skipToPhotos(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("photos")?.focus();
}

interface OneProps extends Pick<Props, "route" | "now"> {
  sources: readonly Source[];
  version: string;
}

function OneFolder({ route, sources, version, now }: OneProps) {
  const read = useFolder(route.folder, version);
  const { contents } = read;
  const [active, setActive] = useState(() => (placeOf(route.folder) ?? markOf(route.folder))?.active ?? 0);
  useComingBack(route.folder, contents, active);
  const { folder } = route;
  const open = useCallback((photo: number) => openPlace(addressOf(folder, photo)), [folder]);
  const settle = useCallback((whole: PhotoInFull) => {
    // An address that was typed, or a photo that was moved at its source.
    if (whole.folder.id !== folder) replacePlace(addressOf(whole.folder.id, whole.id));
  }, [folder]);
  const { more } = read;
  const photos = contents?.photos;
  const sequence = useMemo(() => listed(photos ?? [], more), [photos, more]);
  if (contents === null) return <Unread read={read} />;
  return (
    <>
      <Heading contents={contents} now={now} />
      <div id="photos" className="folder-contents" tabIndex={-1}>
        {contents.folders.length > 0 ? <SubFolders folders={contents.folders} sources={contents.folder === null ? sources : []} /> : null}
        {contents.photos.length > 0 && route.folder !== null ? (
          <Grid photos={contents.photos} more={contents.next !== null} read={read.more} open={open} active={active} setActive={setActive} viewing={route.photo !== null} />
        ) : null}
        {contents.folders.length + contents.photos.length === 0 ? <p className="folder-empty">{contents.folder === null ? say.nothing : say.empty}</p> : null}
      </div>
      {route.photo === null || route.folder === null ? null : (
        <Viewer photo={route.photo} sequence={sequence} turn={(photo) => replacePlace(addressOf(folder, photo))}
          leave={() => leavePlace(addressOf(folder))} read={settle} seen={setActive} now={now} />
      )}
    </>
  );
}

/** A folder that was left is found again as it was, at the same height; also when the page is loaded again. */
function useComingBack(folder: number | null, contents: Contents | null, active: number) {
  const latest = useRef({ contents, active });
  useLayoutEffect(() => {
    latest.current = { contents, active };
  });
  const there = contents !== null;
  useLayoutEffect(() => {
    if (!there) return;
    const before = (placeOf(folder) ?? markOf(folder))?.scrolled ?? 0;
    const height = { now: before };
    const back = requestAnimationFrame(() => scrollTo({ top: before, behavior: "instant" }));
    const leaving = () => leaveMark({ folder, scrolled: height.now, active: latest.current.active, photos: latest.current.contents?.photos.length ?? 0 });
    const scrolled = () => {
      height.now = scrollY;
    };
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("pagehide", leaving);
    return () => {
      cancelAnimationFrame(back);
      removeEventListener("scroll", scrolled);
      removeEventListener("pagehide", leaving);
      const { contents: read, active: at } = latest.current;
      if (read !== null) keepPlace(folder, { contents: read, scrolled: height.now, active: at });
    };
  }, [folder, there]);
}

function Unread({ read }: { read: FolderRead }) {
  if (read.error === null) return <p className="folder-loading" role="status">{say.loading}</p>;
  const gone = read.error instanceof Refused && read.error.status === 404;
  return (
    <div className="folder-empty" role="alert">
      <p>{gone ? say.gone : read.error instanceof Refused ? <Said text={read.error.problem.message} /> : words.notice.offline}</p>
      <Button onClick={gone ? () => replacePlace(addressOf(null)) : read.again}>{gone ? say.all : words.signIn.reload}</Button>
    </div>
  );
}

function Heading({ contents, now }: { contents: Contents; now: number }) {
  const { folder, parents } = contents;
  return (
    <div className="folder-heading">
      {folder === null ? null : <Crumbs parents={parents} />}
      <div className="heading-line">
        <h1 className="folder-name" title={folder === null ? undefined : visible(nameOf(folder))}>{folder === null ? say.heading : <Name text={nameOf(folder)} />}</h1>
        {folder === null ? null : <LookAgain folder={folder} />}
      </div>
      {folder === null ? null : (
        <p className="folder-counts">
          {say.counts(folder.photo_count, folder.subfolder_count)}
          {folder.bytes > 0 ? ` · ${words.size(folder.bytes)}` : ""}
          {folder.last_synced === null ? "" : ` · ${say.listed(ago(folder.last_synced, now))}`}
        </p>
      )}
    </div>
  );
}

function LookAgain({ folder }: { folder: Folder }) {
  const { busy, ask } = useAsk();
  return (
    <Button look="quiet" busy={busy} icon={<RefreshCw size={15} aria-hidden="true" />} onClick={() => void ask(() => post("/api/folders/sync", { id: folder.id }))}>
      {busy ? say.looking : say.look}
    </Button>
  );
}
