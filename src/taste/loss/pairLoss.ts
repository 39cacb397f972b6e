import type { HeadScore } from '../../core/score/score.ts';
import { meanLogLoss, meanSigmoid, sigmoid, softplusOfMinus } from './normalMean.ts';

/**
 * What a pair of pictures teaches. z is normal, with the difference of both mu, and the sum of both variances.
 * - `chance`: -log of the mean of sigmoid(z), so sigma stays what the verdicts take it for: how unsure the model is.
 * - `uncertainty`: the mean of -log sigmoid(z), as EditReward and HPSv3 train with it, from 1000 draws. It is lowest without any sigma.
 * - `ranknet`: -log sigmoid of the difference of mu. It teaches sigma nothing.
 */
export const PAIR_LOSSES = ['chance', 'uncertainty', 'ranknet'] as const;
export type PairLossName = (typeof PAIR_LOSSES)[number];

/** A loss, and its derivatives by what both pictures of a pair were given. */
export interface PairLoss {
  readonly value: number;
  readonly first: HeadScore;
  readonly second: HeadScore;
}

/** A loss of z, with its derivatives by z's mean and standard deviation. */
interface LossOfZ {
  readonly value: number;
  readonly byMean: number;
  readonly bySd: number;
}

/** Beyond it a chance is no number of double precision any more. */
const LEAST_CHANCE = 1e-300;

const LOSSES: Readonly<Record<PairLossName, (mean: number, sd: number) => LossOfZ>> = {
  chance(mean, sd) {
    const { value, byMean, bySd } = meanSigmoid(mean, sd);
    const chance = Math.max(value, LEAST_CHANCE);
    return { value: -Math.log(chance), byMean: -byMean / chance, bySd: -bySd / chance };
  },
  uncertainty: meanLogLoss,
  ranknet: (mean) => ({ value: softplusOfMinus(mean), byMean: -sigmoid(-mean), bySd: 0 }),
};

/**
 * The loss of a pair of which people prefer the first with the chance `target`: 1, 0, one half for a tie, or the share of those who
 * chose it.
 */
export function pairLoss(name: PairLossName, first: HeadScore, second: HeadScore, target: number): PairLoss {
  const [sigma1, sigma2] = [Math.exp(first.logSigma), Math.exp(second.logSigma)];
  const sd = Math.hypot(sigma1, sigma2);
  const { value, byMean, bySd } = ofTarget(LOSSES[name], first.mu - second.mu, sd, target);
  // Sigmas may underflow to 0.
  const byVariance = sd === 0 ? 0 : bySd / sd;
  return {
    value,
    first: { mu: byMean, logSigma: byVariance * sigma1 ** 2 },
    second: { mu: -byMean, logSigma: byVariance * sigma2 ** 2 },
  };
}

function ofTarget(loss: (mean: number, sd: number) => LossOfZ, mean: number, sd: number, target: number): LossOfZ {
  const win = target > 0 ? loss(mean, sd) : NOTHING;
  const defeat = target < 1 ? loss(-mean, sd) : NOTHING;
  const rest = 1 - target;
  return {
    value: target * win.value + rest * defeat.value,
    byMean: target * win.byMean - rest * defeat.byMean,
    bySd: target * win.bySd + rest * defeat.bySd,
  };
}

const NOTHING: LossOfZ = { value: 0, byMean: 0, bySd: 0 };
