import type { ResultItem } from '../core/dataset/resultItem.ts';
import type { CandidateScore } from '../core/score/score.ts';
import type { RankedItem } from './rankedItem.ts';

/** An item all of whose candidates have a score, in the same order. */
export interface ScoredItem extends ResultItem {
  readonly scores: readonly CandidateScore[];
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
