import { File, Film, Image, ImageOff, type LucideIcon } from "lucide-react";

import type { Photo } from "@/api/types";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

const KINDS: Record<Photo["media_type"], LucideIcon> = { image: Image, video: Film, raw: File };

interface Props {
  photo: Photo;
  size?: number;
  reason?: string | undefined;
  /** For the eye alone: what holds it says it in its own name. */
  silent?: boolean;
}

/** In the place of a picture: what kind of file it is, and why it cannot be seen. */
export function NoPicture({ photo, size = 26, reason, silent = false }: Props) {
  const held = photo.thumbnail_url.includes("?");
  const Icon = held && photo.media_type === "image" ? ImageOff : KINDS[photo.media_type];
  const short = held ? words.folders.noPicture : words.folders.states[photo.state];
  return (
    <span className="no-picture">
      <Icon size={size} strokeWidth={1.6} aria-hidden="true" />
      {silent ? <span className="cell-said" data-said={short} /> : <span>{reason === undefined ? short : <Said text={reason} />}</span>}
    </span>
  );
}
