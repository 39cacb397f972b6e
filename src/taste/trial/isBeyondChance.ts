import type { Interval } from '../../evaluation/statistics/bootstrap.ts';
import { flipTest } from '../../evaluation/statistics/flipTest.ts';

/** Chance alone gives as much once in twenty times. */
const SIGNIFICANT = 0.05;

/**
 * Whether luck does not explain a gain. Its bootstrap interval must be above 0. That alone is too easy for a few sources: where four
 * gain and none loses, no resample loses either. So the gains of the sources themselves must be unlikely as well.
 */
export function isBeyondChance(interval: Interval | undefined, gainsOfSources: readonly number[]): boolean {
  return interval !== undefined && interval.low > 0 && flipTest(gainsOfSources) < SIGNIFICANT;
}
