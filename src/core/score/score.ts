/** A reward head's answer: the reward `mu` (unbounded, only relative) and its uncertainty, sigma = exp(logSigma). */
export interface HeadScore {
  readonly mu: number;
  readonly logSigma: number;
}

/** Scores by head, in the order of the model's heads. */
export type HeadScores = Readonly<Record<string, HeadScore>>;

/** One candidate's scores. */
export interface CandidateScore {
  /** By the key of the head, in the order of the model's heads. */
  readonly heads: HeadScores;
  /** The mean of the heads' mu. */
  readonly reward: number;
  /** The mean of the heads' log sigma. */
  readonly logSigma: number;
}

/** A head as people and scripts know it. */
export interface HeadName {
  /** In JSON, e.g. `overall`. */
  readonly key: string;
  /** For people, e.g. "Overall". */
  readonly label: string;
}

/**
 * Makes a candidate's score of the scores of its heads: the official "mean" pooling. A single head's mu is the reward.
 */
export function poolHeads(heads: HeadScores): CandidateScore {
  const scores = Object.values(heads);
  if (scores.length === 0) throw new RangeError('A score needs a head.');
  return {
    heads,
    reward: meanOf(scores.map(({ mu }) => mu)),
    logSigma: meanOf(scores.map(({ logSigma }) => logSigma)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value) / values.length;
}

/** The score of one of the heads. Throws when there is none: any other number in its place would be wrong. */
export function headScore(heads: HeadScores, key: string): HeadScore {
  const score = Object.hasOwn(heads, key) ? heads[key] : undefined;
  if (!score) throw new RangeError(`There is no score of the head "${key}".`);
  return score;
}

/** A head's name if only its key is known: `textRendering` is "Text rendering". */
export function labelOfKey(key: string): string {
  const words = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
