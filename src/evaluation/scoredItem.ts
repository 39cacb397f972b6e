import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { CandidateScore } from '../core/score.ts';
import type { RankedItem } from './rankedItem.ts';

/** An item all of whose candidates have a score, in the same order. */
export interface ScoredItem {
  readonly item: DatasetItem;
  readonly scores: readonly CandidateScore[];
}

/** Of the items that people ranked: their ranks beside the rewards. */
export function rankedItems(scored: readonly ScoredItem[]): RankedItem[] {
  return scored.flatMap(({ item: { ranks }, scores }) =>
    ranks === undefined ? [] : [{ ranks, scores: scores.map(({ reward }) => reward) }],
  );
}
