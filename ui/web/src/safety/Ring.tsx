const AROUND = 100;
const SEEN = 1.5;

export interface Part {
  name: "recent" | "overdue" | "never" | "broken";
  value: number;
}

/** All of the library as a ring, each part as long as its share; one that exists is never too short to be seen. */
export function Ring({ parts, text }: { parts: readonly Part[]; text: string }) {
  const whole = sum(parts);
  const share = (value: number) => (value / whole) * AROUND;
  const arcs = parts.filter((part) => part.value > 0).map((part) => arc(part, share(before(parts, part)), share(part.value)));
  return (
    <svg className="ring" viewBox="0 0 42 42" aria-hidden="true" focusable="false">
      <circle className="ring-ground" cx="21" cy="21" r="15.9155" />
      {arcs.map((arc) => (
        <circle
          key={arc.name}
          className="ring-part"
          data-part={arc.name}
          cx="21"
          cy="21"
          r="15.9155"
          strokeDasharray={`${arc.length} ${AROUND - arc.length}`}
          strokeDashoffset={AROUND / 4 - arc.begin}
        />
      ))}
      <text className="ring-text" x="21" y="21" dominantBaseline="central" textAnchor="middle">
        {text}
      </text>
    </svg>
  );
}

/** A short one at the end does not reach over the beginning. */
function arc(part: Part, begin: number, length: number) {
  const seen = Math.max(length, SEEN);
  return { ...part, begin: Math.min(begin, AROUND - seen), length: seen };
}

function before(parts: readonly Part[], one: Part): number {
  return sum(parts.slice(0, parts.indexOf(one)));
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + part.value, 0);
}
