import type { DatasetItem } from './datasetItem.ts';

/** What HPSv3 was trained on: pairs about which people were as sure. */
export const TRAINING_CONFIDENCE = 0.95;

/**
 * Whether people were sure enough of an item, as HPSv3's training picks its pairs. An item whose row has no column for
 * a confidence counts as sure. One whose row leaves that column empty does not.
 */
export function isSureEnough({ confidence }: Pick<DatasetItem, 'confidence'>, least: number): boolean {
  return confidence === undefined || (confidence !== null && confidence >= least);
}
