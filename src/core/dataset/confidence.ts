import type { DatasetItem } from './datasetItem.ts';

/** What HPSv3 was trained on: pairs about which people were as sure. */
export const TRAINING_CONFIDENCE = 0.95;

/**
 * Whether people were sure enough of an item, as HPSv3's training picks its pairs: one whose row has no place for a confidence
 * is, and one whose row leaves that place empty is not.
 */
export function isSureEnough({ confidence }: Pick<DatasetItem, 'confidence'>, least: number): boolean {
  return confidence === undefined || (confidence !== null && confidence >= least);
}
