import { Random } from './random.ts';

/** A 95% interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Enough for the 2.5% at either end to rest on 50 values. */
const RESAMPLES = 2000;
const OUTSIDE = 0.05;

/**
 * The percentile bootstrap (Efron 1979): the statistic of as many groups, drawn with replacement, again and again. A group
 * holds what is not independent of each other, as the pairs of one scene. A resample for which the statistic is undefined
 * is left out; undefined when it is for all, as without groups. The same seed gives the same interval.
 */
export function bootstrapInterval<Group>(
  groups: readonly Group[],
  statistic: (groups: readonly Group[]) => number | undefined,
  { resamples = RESAMPLES, seed = 0 } = {},
): Interval | undefined {
  if (groups.length === 0) return undefined;
  const random = new Random(seed);
  const values = Array.from({ length: resamples }, () => statistic(groups.map(() => random.pick(groups))));
  const sorted = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const low = quantile(sorted, OUTSIDE / 2);
  const high = quantile(sorted, 1 - OUTSIDE / 2);
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** Between the two nearest values of a sorted list, on the line through them; undefined for an empty one. */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (at - Math.floor(at));
}
