import { Refused } from "@/api/client";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { words } from "@/words";

/** What was asked for could not be read: why, and the way to ask again. */
export function Unread({ error, children }: { error: unknown; children?: React.ReactNode }) {
  return (
    <div className="folder-empty" role="alert">
      <p>{error instanceof Refused ? <Said text={error.problem.message} /> : words.notice.offline}</p>
      {children}
      <Button onClick={() => { location.reload(); }}>{words.signIn.reload}</Button>
    </div>
  );
}
