import { groupBy } from '../../core/groupBy.ts';
import type { Interval } from '../../evaluation/statistics/bootstrap.ts';
import { groupedShareInterval } from '../../evaluation/statistics/groupedShare.ts';
import { pooledScore, type HeadOutputs } from '../loss/labelsLoss.ts';
import { meanSigmoid } from '../loss/normalMean.ts';
import type { LabelledHead, Vote } from '../trainingSet.ts';

/** How heads do on one vote. */
export interface VoteResult {
  readonly source: string;
  readonly of: LabelledHead;
  /**
   * The squared error of the chance that they give to it (Brier 1950). Unlike the loss that they learn by it has an end, so that no
   * single vote decides.
   */
  readonly error: number;
  /** Whether they prefer the same picture as people; undefined where those prefer neither. Equal scores are wrong. */
  readonly isRight: boolean | undefined;
}

export function voteResults(votes: readonly Vote[], outputs: HeadOutputs, shares: ArrayLike<number>): VoteResult[] {
  return votes.map(({ first, second, target, of, source }) => {
    const one = pooledScore(outputs, shares, first, of);
    const other = pooledScore(outputs, shares, second, of);
    const difference = one.mu - other.mu;
    const chance = meanSigmoid(difference, Math.hypot(Math.exp(one.logSigma), Math.exp(other.logSigma))).value;
    const isRight = target === 0.5 ? undefined : difference * (target - 0.5) > 0;
    return { source, of, error: (chance - target) ** 2, isRight };
  });
}

/** The share of right ones among those that people ordered. Undefined without any. */
export function agreementOf(results: readonly Pick<VoteResult, 'isRight'>[]): number | undefined {
  const ordered = results.filter(({ isRight }) => isRight !== undefined);
  return ordered.length === 0 ? undefined : ordered.filter(({ isRight }) => isRight).length / ordered.length;
}

/**
 * The 95% interval of {@link agreementOf}. Votes of one source depend on each other: those of a ranking above all. Undefined where
 * there is no agreement.
 */
export function agreementInterval(results: readonly Pick<VoteResult, 'source' | 'isRight'>[]): Interval | undefined {
  const ordered = results.filter(({ isRight }) => isRight !== undefined);
  const sources = [...groupBy(ordered, ({ source }) => source).values()];
  return groupedShareInterval(
    sources.map((votes) => ({ right: votes.filter(({ isRight }) => isRight).length, total: votes.length })),
  );
}

export function meanError(results: readonly Pick<VoteResult, 'error'>[]): number {
  return results.reduce((sum, { error }) => sum + error, 0) / results.length;
}
