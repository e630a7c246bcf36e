import { ago, moment } from "@/words/locale";

/** An age in words, with the exact moment for whoever points at it. */
export function Ago({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} title={moment(iso, now)}>
      {ago(iso, now)}
    </time>
  );
}
