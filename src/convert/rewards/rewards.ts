/** The reward models that are understood. */
import { editReward } from './editReward.ts';
import { hpsv3 } from './hpsv3.ts';
import type { Reward } from './reward.ts';

export const REWARDS: readonly Reward[] = [editReward, hpsv3];

/** The reward model whose heads a canonical weight name may belong to. */
export function rewardOfWeight(name: string): Reward | undefined {
  return REWARDS.find(({ headRoot }) => name.startsWith(`${headRoot}.`));
}
