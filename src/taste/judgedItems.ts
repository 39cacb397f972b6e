import type { DatasetItem } from '../core/dataset/datasetItem.ts';

/** Items of which people said anything. Others teach nothing, so no model has to look at their pictures. */
export function judgedItems(items: readonly DatasetItem[]): readonly DatasetItem[] {
  return items.filter(
    ({ ranks, candidates, dimensions = [] }) =>
      ranks !== undefined ||
      candidates.some(({ humanScore }) => humanScore !== undefined) ||
      dimensions.some(({ scores }) => scores.some((score) => score !== undefined)),
  );
}
