import type { Interval } from '../statistics/bootstrap.ts';
import type { LinearScale } from './linearScale.ts';

export interface PlotDot {
  readonly label: string;
  readonly value: number;
  readonly interval?: Interval | undefined;
  /** One of the user's own, among those of others. */
  readonly isOwn?: boolean;
}

/** Values with their intervals, a row each; panels share one scale. */
export interface DotPlot {
  readonly kind: 'dots';
  /** In names of files. */
  readonly id: string;
  readonly title: string;
  readonly xLabel: string;
  readonly scale: LinearScale;
  readonly panels: readonly { readonly title: string; readonly dots: readonly PlotDot[] }[];
}

/** How often the one of a row beats that of a column. */
export interface MatrixPlot {
  readonly kind: 'matrix';
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  /** Row by row, from 0 to 1; undefined where two never met. */
  readonly shares: readonly (readonly (number | undefined)[])[];
}

export type Plot = DotPlot | MatrixPlot;
