import type { ResultItem } from '../core/dataset/resultItem.ts';
import { groupBy } from '../core/groupBy.ts';
import { accuracyWithoutTies, accuracyWithTies, type JudgedPair } from './judgedPair.ts';

/** Edits of one source that people ranked and a model scored, in the same order. */
export interface RankedItem {
  /** From 1; equal ranks are a tie. */
  readonly ranks: readonly number[];
  readonly scores: readonly number[];
}

/** Whether people put the edits of an item into an order: one edit has none, and would be right of any model. */
export function isRanked(ranks: readonly number[] | undefined): ranks is readonly number[] {
  return ranks !== undefined && ranks.length > 1;
}

/** Of the items that people ranked: their ranks beside the rewards. */
export function rankedItems(scored: readonly ResultItem[]): RankedItem[] {
  return scored.flatMap(({ item: { ranks }, scores }) =>
    isRanked(ranks) ? [{ ranks, scores: scores.map(({ reward }) => reward) }] : [],
  );
}

/** Every pair of an item, the earlier edit first. */
export function judgedPairs({ ranks, scores }: RankedItem): JudgedPair[] {
  return ranks.flatMap((rank, i) =>
    ranks.slice(i + 1).map((otherRank, k): JudgedPair => {
      const difference = (scores[i] ?? NaN) - (scores[i + 1 + k] ?? NaN);
      return { human: Math.sign(otherRank - rank) as JudgedPair['human'], difference };
    }),
  );
}

/** EditReward-Bench's figures for items of as many edits each. */
export interface GroupAccuracy {
  /** K = 2: with ties, at the best epsilon; K > 2: without ties. Undefined without pairs. */
  readonly pairwise: number | undefined;
  readonly pairCount: number;
  /** Of the pairs of K = 2, and 0 for K > 2, where people tie nothing. */
  readonly epsilon: number;
  readonly strictRight: number;
  readonly itemCount: number;
}

/**
 * Strict accuracy asks for the whole order. K = 2: a human tie is right when the scores differ by at most the best
 * epsilon of the group. An order is right when it agrees. K > 2: every pair must agree. Equal scores are wrong, and so
 * is every item in which people tied.
 */
export function groupAccuracy(items: readonly RankedItem[]): GroupAccuracy {
  const isPairs = items.every(({ ranks }) => ranks.length === 2);
  const pairs = items.flatMap(judgedPairs);
  const withTies = isPairs ? accuracyWithTies(pairs) : undefined;
  const epsilon = withTies?.epsilon ?? 0;
  return {
    pairwise: isPairs ? withTies?.accuracy : accuracyWithoutTies(pairs),
    pairCount: pairs.length,
    epsilon,
    strictRight: items.filter((item) => isStrictlyRight(item, isPairs, epsilon)).length,
    itemCount: items.length,
  };
}

export function isStrictlyRight(item: RankedItem, isPair: boolean, epsilon: number): boolean {
  return judgedPairs(item).every(({ human, difference }) =>
    human === 0 ? isPair && Math.abs(difference) <= epsilon : human * difference > 0,
  );
}

export interface BenchAccuracy {
  /** By the number of edits, ascending. */
  readonly groups: ReadonlyMap<number, GroupAccuracy>;
  /** Right items of all groups, of all items. */
  readonly strictRight: number;
  readonly itemCount: number;
  /** All pairs of all groups with ties, at one epsilon. */
  readonly pairwise: number | undefined;
  readonly pairCount: number;
}

/** The figures of EditReward-Bench. */
export function benchAccuracy(items: readonly RankedItem[]): BenchAccuracy {
  const bySize = [...groupBy(items, ({ ranks }) => ranks.length)].toSorted(([a], [b]) => a - b);
  const groups = new Map(bySize.map(([size, its]) => [size, groupAccuracy(its)]));
  const pairs = items.flatMap(judgedPairs);
  return {
    groups,
    strictRight: [...groups.values()].reduce((sum, { strictRight }) => sum + strictRight, 0),
    itemCount: items.length,
    pairwise: accuracyWithTies(pairs)?.accuracy,
    pairCount: pairs.length,
  };
}
