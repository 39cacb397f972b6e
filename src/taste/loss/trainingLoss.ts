import { PAIR_LOSSES, type PairLossName } from './pairLoss.ts';

/** What heads are trained by: one of the losses of pairs, or the squared error of mu from the scores that people gave. */
export const TRAINING_LOSSES = [...PAIR_LOSSES, 'regression'] as const;
export type TrainingLoss = (typeof TRAINING_LOSSES)[number];

/** For labels that are scores alone: there is no vote of which a loss would count. */
export const LOSS_OF_NO_VOTES: PairLossName = 'ranknet';
