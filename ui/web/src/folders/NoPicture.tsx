import { File, Film, Image, ImageOff, type LucideIcon } from "lucide-react";

import type { Photo } from "@/api/types";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

const KINDS: Record<Photo["media_type"], LucideIcon> = { image: Image, video: Film, raw: File };

/** In the place of a picture: what kind of file it is, and why it cannot be seen. */
export function NoPicture({ photo, size = 26, reason }: { photo: Photo; size?: number; reason?: string | undefined }) {
  const held = photo.thumbnail_url.includes("?");
  const Icon = held && photo.media_type === "image" ? ImageOff : KINDS[photo.media_type];
  return (
    <span className="no-picture">
      <Icon size={size} strokeWidth={1.6} aria-hidden="true" />
      <span>{reason === undefined ? (held ? words.folders.noPicture : words.folders.states[photo.state]) : <Said text={reason} />}</span>
    </span>
  );
}
