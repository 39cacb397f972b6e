import type { ResultItem } from '../core/dataset/resultItem.ts';
import type { CandidateScore } from '../core/score.ts';
import type { RankedItem } from './rankedItem.ts';

/** An item all of whose candidates have a score, in the same order. */
export interface ScoredItem extends ResultItem {
  readonly scores: readonly CandidateScore[];
}

/** Of the items that people ranked: their ranks beside the rewards. */
export function rankedItems(scored: readonly ResultItem[]): RankedItem[] {
  return scored.flatMap(({ item: { ranks }, scores }) =>
    ranks === undefined ? [] : [{ ranks, scores: scores.map(({ reward }) => reward) }],
  );
}
