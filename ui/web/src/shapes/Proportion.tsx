import type { CSSProperties } from "react";

export interface Part {
  name: "safe" | "pending" | "failed" | "skipped";
  value: number;
}

/** An exact bar: each part as long as its share, and no part that exists is too thin to see. */
export function Proportion({ parts, label }: { parts: readonly Part[]; label: string }) {
  return (
    <div className="proportion" role="img" aria-label={label}>
      {parts
        .filter((part) => part.value > 0)
        .map((part) => (
          <span key={part.name} className="proportion-part" data-part={part.name} style={{ "--share": part.value } as CSSProperties} />
        ))}
    </div>
  );
}
