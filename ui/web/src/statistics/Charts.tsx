import type { Span } from "@/domain/figures";
import { Disclosure } from "@/parts/Disclosure";
import { words } from "@/words";
import { bytes, number } from "@/words/locale";

const say = words.statistics;
const HEIGHT = 120;
/** So many names fit under bars; half of them where there is little room. */
const NAMES = 14;

interface Bars {
  spans: readonly Span[];
  label: string;
  /** What a bar says, and where it leads. */
  name: (span: Span) => string;
  address: (span: Span) => string;
}

/** One bar for each span, with its name under it where there is room. */
export function BarChart({ spans, label, name, address }: Bars) {
  const most = Math.max(1, ...spans.map((span) => span.photos));
  const every = Math.ceil(spans.length / NAMES);
  return (
    <ol className="bars" aria-label={label}>
      {spans.map((span, at) => (
        <li key={span.name} className="bar-place">
          <a className="bar-link" href={address(span)} title={name(span)} aria-label={name(span)}>
            <svg className="year-bar" viewBox={`0 0 10 ${String(HEIGHT)}`} preserveAspectRatio="none" aria-hidden="true">
              <rect x="1" width="8" rx="1" y={HEIGHT - heightOf(span, most)} height={heightOf(span, most)} />
            </svg>
          </a>
          <span className="bar-name" data-lesser={at % (2 * every) !== 0 || undefined} aria-hidden="true">
            {at % every === 0 ? span.name : ""}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Whatever is there can be seen. */
function heightOf(span: Span, most: number): number {
  return span.photos === 0 ? 0 : Math.max(2, (HEIGHT * span.photos) / most);
}

/** A line that only rises: bytes at the end of each month. */
export function GrowthChart({ spans, label }: { spans: readonly Span[]; label: string }) {
  const most = Math.max(1, ...spans.map((span) => span.bytes));
  const step = 600 / Math.max(1, spans.length - 1);
  const points = spans.map((span, at) => `${(at * step).toFixed(1)},${(HEIGHT - ((HEIGHT - 4) * span.bytes) / most).toFixed(1)}`);
  const line = spans.length === 1 ? [`0,${String(HEIGHT)}`, "600,4"] : points;
  return (
    <svg className="growth" viewBox={`0 0 600 ${String(HEIGHT)}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon points={`0,${String(HEIGHT)} ${line.join(" ")} 600,${String(HEIGHT)}`} />
      <polyline points={line.join(" ")} />
    </svg>
  );
}

/** The same figures as a table, one click away. */
export function AsTable({ spans, heading, counted }: { spans: readonly Span[]; heading: string; counted: string }) {
  return (
    <Disclosure summary={say.table}>
      {() => (
        <table className="figure-table">
          <thead>
            <tr>
              <th scope="col">{heading}</th>
              <th scope="col">{counted}</th>
              <th scope="col">{say.time.size}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map((span) => (
              <tr key={span.name}>
                <th scope="row">{span.name}</th>
                <td>{number(span.photos)}</td>
                <td>{bytes(span.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Disclosure>
  );
}
