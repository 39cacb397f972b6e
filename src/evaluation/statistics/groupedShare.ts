import type { Interval } from './bootstrap.ts';
import { studentQuantile } from './meanInterval.ts';
import { wilsonInterval, Z } from './wilsonInterval.ts';

/** Trials that depend on each other, such as the pairs of one ranking. */
export interface TrialGroup {
  readonly right: number;
  readonly total: number;
}

/** So much variance is left to groups that are right alike. */
const ROUNDING = 1e-12;

/**
 * The 95% interval of the share of right ones among all trials: Wilson's, for as many independent trials as would have its variance
 * between groups. A variance of few groups is itself uncertain, so they count for less (Korn and Graubard, Survey Methodology 24,
 * 1998). Never for more trials than there are, nor for fewer than if the trials of a group were one and the same. Undefined without any
 * trial.
 */
export function groupedShareInterval(groups: readonly TrialGroup[]): Interval | undefined {
  const there = groups.filter(({ total }) => total > 0);
  const total = there.reduce((sum, group) => sum + group.total, 0);
  if (total === 0) return undefined;
  const share = there.reduce((sum, { right }) => sum + right, 0) / total;
  const least = total ** 2 / there.reduce((sum, group) => sum + group.total ** 2, 0);
  return wilsonInterval(share, Math.min(total, Math.max(least, independentTrials(there, share, total))));
}

/** None can be told of one group, or where all are right alike. */
function independentTrials(groups: readonly TrialGroup[], share: number, total: number): number {
  const count = groups.length;
  if (count < 2) return 0;
  const squares = groups.reduce((sum, { right, total: trials }) => sum + (right - share * trials) ** 2, 0);
  const variance = ((squares / total ** 2) * count) / (count - 1);
  if (variance < ROUNDING) return 0;
  return ((share * (1 - share)) / variance) * (Z / studentQuantile(count - 1)) ** 2;
}
