import type { Interval } from '../../../evaluation/statistics/bootstrap.ts';
import { type LinearScale, percentOf, tickText } from '../../../evaluation/plots/linearScale.ts';
import { Marker, type MarkerShape } from './Marker.tsx';

export interface DotRow {
  readonly label: string;
  readonly value: number | undefined;
  readonly interval: Interval | undefined;
  /** The value and its interval as text. */
  readonly text: string;
  /** What has to be known beside it. */
  readonly notes?: readonly string[];
  /** What the value is compared with. */
  readonly marks?: readonly { readonly shape: MarkerShape; readonly value: number }[];
  /** The one that won. */
  readonly winner?: boolean;
}

interface DotRowsProps {
  readonly rows: readonly DotRow[];
  readonly scale: LinearScale;
}

/** Values with their intervals on one scale, a row each: a dot on a line. The text says all that the drawing does. */
export function DotRows({ rows, scale }: DotRowsProps) {
  return (
    <div className="dot-rows">
      <ul>
        {rows.map((row) => (
          <li key={row.label} className={row.winner === true ? 'dot-row winner' : 'dot-row'}>
            <span className="dot-label">{row.label}</span>
            <span className="dot-text">{row.text}</span>
            <DotStrip row={row} scale={scale} />
            {row.notes?.map((note) => (
              <span key={note} className="dot-note muted">
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <div className="dot-axis" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: percentOf(scale, tick) }}>
            {tickText(scale, tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

function DotStrip({ row, scale }: { readonly row: DotRow; readonly scale: LinearScale }) {
  const { value, interval, marks = [] } = row;
  const at = (place: number) => percentOf(scale, place);
  return (
    <svg className="dot-strip" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line key={tick} className="grid" x1={at(tick)} x2={at(tick)} y1="0" y2="100%" />
      ))}
      {marks.map((mark) => (
        <Marker key={`${mark.shape} ${mark.value}`} shape={mark.shape} x={at(mark.value)} y="50%" />
      ))}
      {interval && <line className="interval" x1={at(interval.low)} x2={at(interval.high)} y1="50%" y2="50%" />}
      {value !== undefined && <Marker shape="dot" x={at(value)} y="50%" />}
    </svg>
  );
}
