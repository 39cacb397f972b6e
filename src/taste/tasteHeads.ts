import type { HeadLayers } from './network/headLayers.ts';

/** Heads that a taste brings, in the order of its parent's. */
export interface TasteHeads {
  readonly heads: readonly HeadLayers[];
  /** How much each head's mu counts in the reward. The parent's are all alike, with a sum of 1. */
  readonly shares: readonly number[];
}

/** As the official code pools: the reward is the mean of the heads' mu. */
export function evenShares(count: number): number[] {
  return Array.from({ length: count }, () => 1 / count);
}
