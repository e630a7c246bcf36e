import { visible } from "@/domain/foreign";

/** A name from outside. It has a direction of its own, and turns nothing around it. */
export function Name({ text }: { text: string }) {
  return <bdi>{visible(text)}</bdi>;
}

/** A sentence of the server's, in the page's direction; it may hold names, and commands between backticks. */
export function Said({ text }: { text: string | null }) {
  const parts = visible(text ?? "").split(/`([^`]+)`/);
  return <span className="said">{parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</span>;
}

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
