import { words } from "@/words";

const WIDTH = 240;
const HEIGHT = 40;

/** Bytes a second lately, as a number and a line. */
export function Speed({ speeds }: { speeds: readonly number[] }) {
  const latest = speeds.at(-1);
  if (latest === undefined) return <p>{words.progress.speedUnknown}</p>;
  return (
    <div className="speed-content">
      <p className="speed-number">{words.progress.speed(latest)}</p>
      {speeds.length < 3 ? null : <Line speeds={speeds} />}
    </div>
  );
}

function Line({ speeds }: { speeds: readonly number[] }) {
  const high = Math.max(...speeds, 1);
  const step = WIDTH / (speeds.length - 1);
  const points = speeds.map((speed, at) => `${(at * step).toFixed(1)},${(HEIGHT - 1 - (speed / high) * (HEIGHT - 4)).toFixed(1)}`);
  return (
    <svg className="speed-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words.progress.speedGraph(Math.min(...speeds), high)}>
      <polyline points={points.join(" ")} />
    </svg>
  );
}
