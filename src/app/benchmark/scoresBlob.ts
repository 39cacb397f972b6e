import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { scoreLines } from '../../formats/results/scoreLine.ts';

/** Written at once: the page stands still for some milliseconds. */
const ITEMS_A_PORTION = 1000;

/** Scores as the lines of `_scores.jsonl`, so that what is kept here and what is in a file are read by one reader. */
export async function scoresBlob(items: readonly ScoredItem[]): Promise<Blob> {
  const portions: Blob[] = [];
  for (let start = 0; start < items.length; start += ITEMS_A_PORTION) {
    portions.push(new Blob(items.slice(start, start + ITEMS_A_PORTION).map(scoreLines)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob(portions);
}
