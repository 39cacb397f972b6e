import type { Interval } from './bootstrap.ts';
import { meanOf } from './meanInterval.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/**
 * The 95% interval of a mean of values from 0 to 1, each a share itself: Wilson's, for as many trials as have the variance
 * of the values. For zeros and ones alone it is Wilson's own. Where all values are the same, their variance says nothing,
 * and each counts as one trial. Undefined for no values.
 */
export function shareInterval(values: readonly number[]): Interval | undefined {
  if (values.length === 0) return undefined;
  const share = meanOf(values);
  const variance = meanOf(values.map((value) => (value - share) ** 2));
  // Rounding leaves a little variance to equal values.
  const areAlike = values.every((value) => value === values[0]);
  const trials = areAlike ? values.length : (values.length * share * (1 - share)) / variance;
  return wilsonInterval(share, trials);
}
