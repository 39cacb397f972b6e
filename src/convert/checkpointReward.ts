/** Which reward model a checkpoint holds: its heads tell. */
import type { FileFolder } from '../core/bytes/bytes.ts';
import { BASES } from './bases/bases.ts';
import type { Base } from './bases/base.ts';
import { type Checkpoint, CheckpointError, openCheckpoint } from './checkpoint.ts';
import { checkWhole } from './checkpointAgreement.ts';
import { PromptSourceError, type PromptTexts } from './promptSource.ts';
import type { Reward } from './rewards/reward.ts';
import { REWARDS, rewardOfWeight } from './rewards/rewards.ts';

/** The reward model in a folder, of which headers alone are read. Throws the errors of checkpoints. */
export async function detectReward(folder: FileFolder): Promise<Reward> {
  return rewardOf(await openCheckpoint(folder));
}

/** Throws {@link CheckpointError} where the heads are of no reward model or of several. */
export function rewardOf(checkpoint: Checkpoint): Reward {
  checkWhole(checkpoint);
  const found = new Set(Array.from(checkpoint.tensors.keys(), rewardOfWeight));
  const [reward, second] = REWARDS.filter((each) => found.has(each));
  if (reward && !second) return reward;
  throw new CheckpointError(
    reward && second
      ? `${checkpoint.name} holds the heads of two reward models, ${reward.title} and ${second.title}. Choose the folder of one.`
      : `${checkpoint.name} holds no reward head: ${REWARDS.map(headsOf).join(', ')}. Choose the checkpoint of the reward ` +
          'model, not of its base.',
    { file: checkpoint.name },
  );
}

function headsOf({ title, heads }: Reward): string {
  return `${title} has ${heads.map(({ tensors }) => tensors).join(' and ')}`;
}

/** Throws {@link CheckpointError} if the reward model, or this checkpoint, was trained on another base. */
export function checkBase(checkpoint: Checkpoint, reward: Reward, base: Base): void {
  checkRewardBase(checkpoint, reward, base);
  const other = BASES.find((each) => each !== base && hasTowerOf(checkpoint, each));
  if (!other || hasTowerOf(checkpoint, base)) return;
  throw new CheckpointError(
    `${checkpoint.name} holds the weights of a ${other.title}, and config.json is that of a ${base.title}. Choose the base ` +
      'model that this checkpoint was trained from.',
    { file: checkpoint.name },
  );
}

/** Each base calls the layers of its tower's MLP otherwise. */
function hasTowerOf({ tensors }: Checkpoint, { tower }: Base): boolean {
  return tensors.has(`visual.blocks.0.mlp.${tower.mlp.up}.weight`);
}

function checkRewardBase({ name }: Checkpoint, reward: Reward, base: Base): void {
  if (reward.bases.includes(base)) return;
  const trainedOn = reward.bases.map(({ title }) => title);
  throw new CheckpointError(
    `${name} holds the heads of ${reward.title}, which was trained on ${trainedOn.join(' or ')}, and config.json is that ` +
      `of a ${base.title}. Choose the base model that this checkpoint was trained from.`,
    { file: name },
  );
}

/** Throws {@link PromptSourceError} where the prompts are another reward model's. */
export function checkPrompts({ name }: Checkpoint, reward: Reward, prompts: PromptTexts): void {
  if (prompts.reward === reward.key) return;
  const other = REWARDS.find(({ key }) => key === prompts.reward)?.title ?? prompts.reward;
  throw new PromptSourceError(
    `${name} holds the heads of ${reward.title}, and the prompt texts are ${other}'s. Give those of ` +
      `${reward.prompts.repository}.`,
  );
}
