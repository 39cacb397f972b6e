import type { ResultItem, ResultScore } from '../core/dataset/resultItem.ts';
import { chanceBetter } from '../core/score/ranking.ts';

/** Two edits that people ordered, and how sure the model is of their order. */
export interface StatedPair {
  /** P(A better), of the first edit against the second. */
  readonly chance: number;
  /** Whether people prefer the first (1) or the second (0). */
  readonly outcome: number;
  /** Of the difference of their rewards: sqrt(sigmaA^2 + sigmaB^2). */
  readonly sigma: number;
}

/** Each pair of an item that people ordered and for which the model says its uncertainty. */
export function statedPairs({ item: { ranks = [] }, scores }: ResultItem): StatedPair[] {
  return pairIndices(ranks.length).flatMap(([i, j]) => {
    const [a, b] = [headOf(scores[i]), headOf(scores[j])];
    const [rankOfA = 0, rankOfB = 0] = [ranks[i], ranks[j]];
    if (!a || !b || rankOfA === rankOfB) return [];
    const sigma = Math.hypot(Math.exp(a.logSigma), Math.exp(b.logSigma));
    return [{ chance: chanceBetter(a, b), outcome: rankOfA < rankOfB ? 1 : 0, sigma }];
  });
}

function headOf(score: ResultScore | undefined) {
  return score?.logSigma === undefined ? undefined : { mu: score.reward, logSigma: score.logSigma };
}

/** Each two of `count` places, the earlier one first. */
export function pairIndices(count: number): [number, number][] {
  return Array.from({ length: count }, (_, j) => Array.from({ length: j }, (__, i): [number, number] => [i, j])).flat();
}
