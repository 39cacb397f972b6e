/** A reward head's answer: the reward `mu` (unbounded, only relative) and its uncertainty, sigma = exp(logSigma). */
export interface HeadScore {
  readonly mu: number;
  readonly logSigma: number;
}

/** A head's score of those that are named by head. Throws when there is none: a score without it would be another's. */
export function headScore(heads: Readonly<Record<string, HeadScore>>, key: string): HeadScore {
  const score = Object.hasOwn(heads, key) ? heads[key] : undefined;
  if (!score) throw new RangeError(`There is no score of the head "${key}".`);
  return score;
}

/** The dimensions EditReward scores, in the order of its reward heads. */
export const DIMENSIONS = ['instructionFollowing', 'visualQuality'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One candidate's scores. `reward` and `logSigma` are the means over the dimensions (official "mean" pooling). */
export interface CandidateScore extends Readonly<Record<Dimension, HeadScore>> {
  readonly reward: number;
  readonly logSigma: number;
}
