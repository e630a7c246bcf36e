import type { AccountCheck } from "@/api/types";
import { Button } from "@/parts/Button";
import { Said } from "@/parts/Foreign";
import { StateShape } from "@/shapes/StateShape";
import { isUnderWay, type Look, works } from "@/sources/useCheck";
import { words } from "@/words";

const say = words.accounts;

/** Fields that may be folded away: what is wrong with them is told here, too. */
const UNSEEN = ["upload_prefix", "prefix", "region", "include", "exclude"];

/** What the look at an account has come to. It is said while it counts, and once when it is over. */
export function CheckResult({ look, trust }: { look: Look; trust: (certificate: string) => void }) {
  const { check, wrong } = look;
  return (
    <div className="check" role="status" aria-busy={check !== null && isUnderWay(check)}>
      {check === null ? null : <Found check={check} stop={look.stop} />}
      {wrong !== null && (wrong.field === null || UNSEEN.includes(wrong.field) || check?.state === "refused") ? <Refusal look={look} trust={trust} /> : null}
    </div>
  );
}

function Found({ check, stop }: { check: AccountCheck; stop: () => void }) {
  if (check.state === "refused") return null;
  return (
    <>
      <p className="check-line">
        <StateShape state={isUnderWay(check) ? "working" : works(check) ? "safe" : "paused"} size={18} />
        <span>{sentence(check)}</span>
        {isUnderWay(check) ? <Button look="quiet" onClick={stop}>{say.look.stop}</Button> : null}
      </p>
      {check.left_out.map(({ reason, photos }) => (
        <p key={reason} className="effect check-more"><Said text={say.leftOut(photos, reason)} /></p>
      ))}
      {check.problem === null ? null : <p className="effect check-more"><Said text={`${check.problem.message} ${check.problem.action}`} /></p>}
      {isUnderWay(check) ? null : <p className="effect check-more">{say.nothingCopied}</p>}
    </>
  );
}

function sentence(check: AccountCheck): string {
  const { photos, bytes, unsized } = check;
  if (check.state === "asking") return say.look.asking;
  if (check.state === "counting") return say.counting(photos, bytes);
  if (check.state === "cancelled") return say.stopped(photos);
  if (!check.complete) return say.partly(photos, bytes, unsized);
  return photos === 0 ? say.nothing : say.readable(photos, bytes, unsized);
}

function Refusal({ look: { check, wrong }, trust }: { look: Look; trust: (certificate: string) => void }) {
  const certificate = check?.problem?.certificate ?? null;
  return (
    <div className="check-line" data-state="problem">
      <StateShape state="problem" size={18} />
      <div>
        <p><Said text={wrong?.message ?? ""} /></p>
        <p className="effect"><Said text={wrong?.action ?? ""} /></p>
        {certificate === null ? null : <Button onClick={() => { trust(certificate); }}>{say.certificate}</Button>}
      </div>
    </div>
  );
}
