import type { Interval } from '../../../evaluation/statistics/bootstrap.ts';
import { type LinearScale, percentOf, tickText } from '../../../evaluation/plots/linearScale.ts';
import { Legend, Marker, type MarkerShape } from './Marker.tsx';

export interface XySeries {
  readonly label: string;
  readonly shape: MarkerShape;
  readonly points: readonly { readonly x: number; readonly y: number; readonly interval?: Interval }[];
}

export interface XyBar {
  readonly from: number;
  readonly to: number;
  /** Of the highest bar. */
  readonly share: number;
}

interface XyPlotProps {
  readonly x: LinearScale;
  readonly y: LinearScale;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly XySeries[];
  /** Where both are equal, drawn as a line. */
  readonly diagonal?: string;
  /** Along the bottom: how much there is at each place. */
  readonly bars?: readonly XyBar[];
}

/** Points with intervals over two scales. */
export function XyPlot({ x, y, xLabel, yLabel, series, diagonal, bars = [] }: XyPlotProps) {
  return (
    <>
      <Legend entries={series} />
      <div className="xy-plot" aria-hidden="true">
        <span className="y-label">{yLabel}</span>
        <div className="y-axis">
          {y.ticks.map((tick) => (
            <span key={tick} style={{ bottom: percentOf(y, tick) }}>
              {tickText(y, tick)}
            </span>
          ))}
        </div>
        <svg>
          <Frame x={x} y={y} />
          {bars.map((bar) => (
            <Bar key={bar.from} bar={bar} x={x} />
          ))}
          {diagonal !== undefined && <line className="diagonal" x1="0" y1="100%" x2="100%" y2="0" />}
          {series.map((one) => (
            <Points key={one.label} series={one} x={x} y={y} />
          ))}
        </svg>
        <div className="dot-axis">
          {x.ticks.map((tick) => (
            <span key={tick} style={{ left: percentOf(x, tick) }}>
              {tickText(x, tick)}
            </span>
          ))}
        </div>
        <span className="x-label">
          {xLabel}
          {diagonal !== undefined && `; ${diagonal}`}
        </span>
      </div>
    </>
  );
}

function Frame({ x, y }: Pick<XyPlotProps, 'x' | 'y'>) {
  return (
    <>
      {x.ticks.map((tick) => (
        <line key={tick} className="grid" x1={percentOf(x, tick)} x2={percentOf(x, tick)} y1="0" y2="100%" />
      ))}
      {y.ticks.map((tick) => (
        <line key={tick} className="grid" x1="0" x2="100%" y1={fromTop(y, tick)} y2={fromTop(y, tick)} />
      ))}
    </>
  );
}

/** Of the plot's height, so that points stay readable above. */
const MOST_BAR_HEIGHT = 25;

function Bar({ bar, x }: { readonly bar: XyBar; readonly x: LinearScale }) {
  const height = MOST_BAR_HEIGHT * bar.share;
  const width = (100 * (bar.to - bar.from)) / (x.high - x.low);
  return <rect x={percentOf(x, bar.from)} width={`${width}%`} y={`${100 - height}%`} height={`${height}%`} />;
}

function Points({ series, x, y }: { readonly series: XySeries } & Pick<XyPlotProps, 'x' | 'y'>) {
  const { points, shape } = series;
  return points.map((point) => {
    const at = percentOf(x, point.x);
    return (
      <g key={point.x}>
        {point.interval && (
          <line
            className="interval"
            x1={at}
            x2={at}
            y1={fromTop(y, point.interval.low)}
            y2={fromTop(y, point.interval.high)}
          />
        )}
        <Marker shape={shape} x={at} y={fromTop(y, point.y)} />
      </g>
    );
  });
}

/** SVG counts from the top. */
function fromTop({ low, high, ticks }: LinearScale, value: number): string {
  return percentOf({ low: high, high: low, ticks }, value);
}
