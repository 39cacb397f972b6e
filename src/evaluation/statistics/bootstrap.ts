import { Random } from './random.ts';

/** A 95% interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Enough for the 2.5% at either end to rest on 50 values. */
export const RESAMPLES = 2000;
const OUTSIDE = 0.05;
/** Resamples from one report to the next. */
const PROGRESS_EVERY = 20;

/** How an interval is drawn: the same seed gives the same interval. */
export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
  /** Hears, now and then, how many of the resamples are drawn. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * The percentile bootstrap (Efron 1979): the statistic of as many groups, drawn with replacement, again and again. A
 * group holds what depends on each other, such as the pairs of one scene. A resample with an undefined statistic is
 * left out. Undefined when that holds for all, and with fewer than two groups, which do not tell how groups differ.
 */
export function bootstrapInterval<Group>(
  groups: readonly Group[],
  statistic: (groups: readonly Group[]) => number | undefined,
  options: BootstrapOptions = {},
): Interval | undefined {
  const drawn = (weights: Uint32Array) => groups.flatMap((group, k) => Array<Group>(weights[k] ?? 0).fill(group));
  return bootstrapIntervals(groups.length, (weights) => [statistic(drawn(weights))], options)[0];
}

/**
 * The intervals of several statistics of the same resamples, by their place in the list. `statistics` hears how often each
 * of `groupCount` groups was drawn: what is costly can be prepared before.
 */
export function bootstrapIntervals(
  groupCount: number,
  statistics: (weights: Uint32Array) => readonly (number | undefined)[],
  { resamples = RESAMPLES, seed = 0, onProgress }: BootstrapOptions = {},
): (Interval | undefined)[] {
  if (groupCount < 2) return [];
  const random = new Random(seed);
  const values = Array.from({ length: resamples }, (_, done) => {
    if (done % PROGRESS_EVERY === 0) onProgress?.(done, resamples);
    return statistics(drawWeights(random, groupCount));
  });
  return (values[0] ?? []).map((_, index) => intervalOf(values.map((resample) => resample[index])));
}

function drawWeights(random: Random, groupCount: number): Uint32Array {
  const weights = new Uint32Array(groupCount);
  for (let k = 0; k < groupCount; k++) {
    const drawn = random.integer(0, groupCount - 1);
    weights[drawn] = (weights[drawn] ?? 0) + 1;
  }
  return weights;
}

function intervalOf(values: readonly (number | undefined)[]): Interval | undefined {
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
