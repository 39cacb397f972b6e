import { chanceBetter } from './ranking.ts';
import type { CandidateScore } from './score.ts';

/** Below this chance that the better one is better, two candidates are too close to call. */
export const DEFAULT_CALL_FROM = 0.75;
/** From this chance on the best is called clearly best: the usual 95%. */
const CLEAR_FROM = 0.95;

/** What a ranking says of first place. Indices are those of the scores that were given. */
export type Verdict =
  | { readonly kind: 'best'; readonly index: number; readonly isClear: boolean; readonly chance: number }
  /** From the highest reward down: those that may be best. */
  | { readonly kind: 'close'; readonly indices: readonly number[] };

export type OverallScore = Pick<CandidateScore, 'reward' | 'logSigma'>;

/** Probability that `a` is better than `b`, by reward and its uncertainty. */
export function chanceOfReward(a: OverallScore, b: OverallScore): number {
  return chanceBetter({ mu: a.reward, logSigma: a.logSigma }, { mu: b.reward, logSigma: b.logSigma });
}

/**
 * Which candidate is best, as far as the model can tell: the one with the highest reward, if its chance against every other
 * is at least `callFrom`. Undefined with fewer than two scores.
 */
export function verdictOf(
  scores: readonly (OverallScore | undefined)[],
  callFrom = DEFAULT_CALL_FROM,
): Verdict | undefined {
  const [first, ...others] = bestFirst(scores);
  if (!first || others.length === 0) return undefined;
  const rivals = others.map(({ index, score }) => ({ index, chance: chanceOfReward(first.score, score) }));
  const close = rivals.filter(({ chance }) => chance < callFrom);
  if (close.length > 0) return { kind: 'close', indices: [first.index, ...close.map(({ index }) => index)] };
  const chance = Math.min(...rivals.map((rival) => rival.chance));
  return { kind: 'best', index: first.index, isClear: chance >= CLEAR_FROM, chance };
}

/**
 * Ranks from 1 = highest reward. A candidate has a rank of its own if the model can tell it from all that have one above it;
 * else it shares that of the best of those: 1, 1, 3, or 1, 2, 1 where the third is less certain. So whoever may be best by
 * {@link verdictOf} has rank 1, and nobody else. Undefined: unranked.
 */
export function sharedRanks(
  scores: readonly (OverallScore | undefined)[],
  callFrom = DEFAULT_CALL_FROM,
): (number | undefined)[] {
  const ranks = scores.map((): number | undefined => undefined);
  const own: { readonly rank: number; readonly score: OverallScore }[] = [];
  for (const [place, { index, score }] of bestFirst(scores).entries()) {
    const shared = own.find((one) => chanceOfReward(one.score, score) < callFrom);
    if (!shared) own.push({ rank: place + 1, score });
    ranks[index] = shared?.rank ?? place + 1;
  }
  return ranks;
}

function bestFirst(scores: readonly (OverallScore | undefined)[]) {
  return scores
    .flatMap((score, index) => (score === undefined ? [] : [{ score, index }]))
    .toSorted((a, b) => b.score.reward - a.score.reward || a.index - b.index);
}
