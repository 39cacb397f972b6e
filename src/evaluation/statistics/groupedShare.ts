import type { Interval } from './bootstrap.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** Trials that depend on each other, such as the pairs of one ranking. */
export interface TrialGroup {
  readonly right: number;
  readonly total: number;
}

/** So much variance is left to groups that are right alike. */
const ROUNDING = 1e-12;

/**
 * The 95% interval of the share of right ones among all trials: Wilson's, for as many independent trials as would have its variance
 * between groups; never for more than there are. Where all groups are right alike, each counts as one trial. Undefined without any
 * trial.
 */
export function groupedShareInterval(groups: readonly TrialGroup[]): Interval | undefined {
  const there = groups.filter(({ total }) => total > 0);
  const total = there.reduce((sum, group) => sum + group.total, 0);
  if (total === 0) return undefined;
  const share = there.reduce((sum, { right }) => sum + right, 0) / total;
  const variance = there.reduce((sum, group) => sum + (group.right - share * group.total) ** 2, 0) / total ** 2;
  const trials = variance < ROUNDING ? there.length : (share * (1 - share)) / variance;
  return wilsonInterval(share, Math.min(trials, total));
}
