import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { textOf, type Row } from './row.ts';

/** What such columns are called, the surest first. */
const COLUMNS = ['category', 'source_category', 'image_category', 'edit_category', 'edit_type', 'task_type'];

/** The kind of source or edit that a row names, if it has such a column. */
export function categoryOf(row: Row): Pick<DatasetItem, 'category'> {
  const category = textOf(row, ...COLUMNS)?.trim();
  return category === undefined || category === '' ? {} : { category };
}
