/** A reward head's answer: the reward `mu` (unbounded, only relative) and its uncertainty, sigma = exp(logSigma). */
export interface HeadScore {
  readonly mu: number;
  readonly logSigma: number;
}

/** The dimensions EditReward scores, in the order of its reward heads. */
export const DIMENSIONS = ['instructionFollowing', 'visualQuality'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One candidate's scores. `reward` and `logSigma` are the means over the dimensions (official "mean" pooling). */
export interface CandidateScore extends Readonly<Record<Dimension, HeadScore>> {
  readonly reward: number;
  readonly logSigma: number;
}
