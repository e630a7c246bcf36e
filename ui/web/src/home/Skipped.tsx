import { useEffect, useState } from "react";

import { get } from "@/api/client";
import type { SkippedPhotos } from "@/api/types";
import { Disclosure } from "@/parts/Disclosure";
import { Name, Said } from "@/parts/Foreign";
import { words } from "@/words";

const say = words.skipped;

/** Why photos are not copied, one click away: each reason with what can be done about it. */
export function Skipped({ count }: { count: number }) {
  return (
    <Disclosure className="skipped" summary={say.question(count)}>
      {() => <Reasons key={count} />}
    </Disclosure>
  );
}

function Reasons() {
  const [reasons, setReasons] = useState<SkippedPhotos["reasons"] | null>(null);
  useEffect(() => {
    let current = true;
    get<SkippedPhotos>("/api/skipped").then(
      (read) => current && setReasons(read.reasons),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  if (reasons === null) return <p className="quiet">{words.folders.loading}</p>;
  return (
    <ul className="reasons">
      {reasons.map(({ source, reason, photos }) => (
        <li key={`${source} ${reason}`}>
          <span className="reason-count">{words.photos(photos)}</span> {say.of} <Name text={source} />: <Said text={reason} />
        </li>
      ))}
    </ul>
  );
}
