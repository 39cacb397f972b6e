import { assumeFirstPreferred } from '../../core/dataset/judgement.ts';
import type { OpenDataset } from './openDataset.ts';
import { batchRows } from './table/batchRows.ts';

/** The dataset as it counts, when the first edit of a pair may be taken for the preferred one where nothing says which is. */
export function judgedDataset(dataset: OpenDataset, firstIsPreferred: boolean | undefined): OpenDataset {
  if (!firstIsPreferred) return dataset;
  const items = assumeFirstPreferred(dataset.items);
  return { ...dataset, items, rows: batchRows(items, dataset.requests) };
}
