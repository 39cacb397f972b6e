import { type LinearScale, percentOf, tickText } from '../../../evaluation/plots/linearScale.ts';

export interface HistogramRow {
  readonly label: string;
  /** In each bin, as a share of the row. */
  readonly shares: readonly number[];
  readonly mean: number;
  /** The one to look at. */
  readonly winner?: boolean;
}

interface HistogramProps {
  readonly rows: readonly HistogramRow[];
  /** Where the first bin starts, and how wide each is. */
  readonly start: number;
  readonly step: number;
  readonly scale: LinearScale;
}

/** Histograms one below the other on one scale, each with a mark at its mean. */
export function Histogram({ rows, start, step, scale }: HistogramProps) {
  const most = Math.max(...rows.flatMap(({ shares }) => shares));
  const at = (value: number) => percentOf(scale, value);
  const width = `${(100 * step) / (scale.high - scale.low)}%`;
  return (
    <div className="histogram" aria-hidden="true">
      {rows.map(({ label, shares, mean, winner }) => (
        <div key={label} className={winner === true ? 'histogram-row winner' : 'histogram-row'}>
          <span>{label}</span>
          <svg>
            {shares.map((share, bin) => {
              const left = start + bin * step;
              const height = (100 * share) / most;
              return <rect key={left} x={at(left)} width={width} y={`${100 - height}%`} height={`${height}%`} />;
            })}
            <line className="mean" x1={at(mean)} x2={at(mean)} y1="0" y2="100%" />
          </svg>
        </div>
      ))}
      <div className="dot-axis">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: at(tick) }}>
            {tickText(scale, tick)}
          </span>
        ))}
      </div>
    </div>
  );
}
