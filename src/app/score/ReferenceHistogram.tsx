import { pointsHistogram } from '../../core/reference/place.ts';

interface ReferenceHistogramProps {
  readonly label: string;
  /** Ascending. */
  readonly points: readonly number[];
  /** Each gets a mark; one beyond the points stands at the end. */
  readonly values: readonly number[];
}

/** How scores are spread, with a mark at each that is compared with them. Its numbers stand in a table beside it. */
export function ReferenceHistogram({ label, points, values }: ReferenceHistogramProps) {
  const { start, step, shares } = pointsHistogram(points);
  const most = Math.max(...shares);
  const width = 100 / shares.length;
  const xOf = (value: number) => Math.min(100, Math.max(0, ((value - start) / step) * width));
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        {shares.map((share, bin) => {
          const height = (100 * share) / most;
          return <rect key={start + bin * step} x={bin * width} width={width} y={100 - height} height={height} />;
        })}
        {values.map((value, k) => (
          <line key={k} x1={xOf(value)} x2={xOf(value)} y1="0" y2="100" />
        ))}
      </svg>
    </figure>
  );
}
