import { applyPreference, type Preference } from '../../core/dataset/preference.ts';
import type { OpenDataset } from './openDataset.ts';
import { batchRows } from './table/batchRows.ts';

/** The dataset as it counts, by the choice of whom people preferred. */
export function judgedDataset(dataset: OpenDataset, preference: Preference = 'none'): OpenDataset {
  if (preference === 'none') return dataset;
  const items = applyPreference(dataset.items, preference);
  return { ...dataset, items, rows: batchRows(items, dataset.requests) };
}
