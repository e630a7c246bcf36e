import { visible } from "@/domain/foreign";

/** A name from outside. It has a direction of its own, and turns nothing around it. */
export function Name({ text }: { text: string }) {
  return <bdi>{visible(text)}</bdi>;
}

/** A sentence of the server's, in the page's direction; it may hold names. */
export function Said({ text }: { text: string | null }) {
  return <span className="said">{visible(text ?? "")}</span>;
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
