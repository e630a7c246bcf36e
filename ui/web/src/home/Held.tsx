import { useState } from "react";

import { post } from "@/api/client";
import type { Held } from "@/api/types";
import { Button } from "@/parts/Button";
import { Trouble } from "@/parts/Trouble";
import { TypedCount } from "@/parts/TypedCount";
import { words } from "@/words";

const say = words.held;

/** Photos that a source no longer names: nothing happens until a person says so, in a second step, with the count. */
export function HeldCard({ source, held }: { source: number; held: Held }) {
  const [asking, setAsking] = useState(false);
  return (
    <Trouble state="attention" sentence={held.message} action={say.look}>
      {asking ? (
        <HeldCount source={source} held={held} leave={() => setAsking(false)} />
      ) : (
        <Button onClick={() => setAsking(true)}>{say.review}</Button>
      )}
    </Trouble>
  );
}

/** The second step. */
export function HeldCount({ source, held, leave }: { source: number; held: Held; leave: () => void }) {
  const accept = () => post(`/api/sources/${source}/accept`, { absent: held.absent });
  return <TypedCount count={held.absent} say={say} accept={accept} leave={leave} />;
}
