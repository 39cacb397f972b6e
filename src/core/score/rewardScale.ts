/** The ends of all bars that are shown together: rewards have no range of their own. */
export interface RewardScale {
  readonly low: number;
  readonly high: number;
}

/**
 * A scale that holds all `ends`. Undefined when there are none. `foot` is room below the lowest, as a share of the
 * range, so that its bar can still be seen.
 */
export function scaleOf(ends: readonly number[], foot: number): RewardScale | undefined {
  if (ends.length === 0) return undefined;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return { low: low - foot * (high - low), high };
}

/** Where `reward` stands on the scale, from 0 to 1. */
export function scalePosition(reward: number, { low, high }: RewardScale): number {
  if (high === low) return 1;
  return Math.min(1, Math.max(0, (reward - low) / (high - low)));
}
