import { visible } from "@/domain/foreign";
import { translated } from "@/words";

/** A name from outside. It has a direction of its own, and turns nothing around it. */
export function Name({ text }: { text: string }) {
  return <bdi>{visible(text)}</bdi>;
}

/** A sentence of the server's, in the page's language and direction; it may hold names, and commands between backticks. */
export function Said({ text }: { text: string | null }) {
  const said = translated(text ?? "");
  const parts = visible(said ?? text ?? "").split(/`([^`]+)`/);
  return (
    <span className="said" lang={said === null && ENGLISH.test(text ?? "") ? "en" : undefined}>
      {parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}
    </span>
  );
}

/** What only English has. A sentence of the page's own may come here too, and is in the page's language. */
const ENGLISH = /\b(the|is|are|was|were|of|not|has|to)\b/i;

/** A path, broken at its separators where it must be broken at all. */
export function Path({ text }: { text: string }) {
  return (
    <bdi dir="ltr">
      {visible(text)
        .split(/(?<=[/\\])/)
        .map((step, at) => (
          <span key={at}>
            {at > 0 ? <wbr /> : null}
            {step}
          </span>
        ))}
    </bdi>
  );
}
