import { ImageOff } from "lucide-react";
import { useState } from "react";

import type { DuplicateMember } from "@/api/types";

interface Props {
  one: DuplicateMember;
  look: string;
  size: 256 | 512;
  keeper: boolean;
}

/** A picture of a group; a sign in its place where it cannot be made small. */
export function Picture({ one, look, size, keeper }: Props) {
  const [broken, setBroken] = useState(false);
  const marked = { className: look, "data-keeper": keeper || undefined };
  if (broken) {
    return (
      <span {...marked}>
        <ImageOff size={22} strokeWidth={1.6} aria-hidden="true" />
      </span>
    );
  }
  return <img {...marked} src={`${one.thumbnail_url}&size=${String(size)}`} alt="" decoding="async" loading="lazy" onError={() => setBroken(true)} />;
}
