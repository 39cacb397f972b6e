import type { Interval } from './statistics/bootstrap.ts';

/** A figure with its 95% interval by the bootstrap over sources; both undefined where there is nothing to count. */
export interface Estimate {
  readonly value: number | undefined;
  readonly interval: Interval | undefined;
  /** Of what the figure is the share or the mean. */
  readonly count: number;
}
