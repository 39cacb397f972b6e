import type { DatasetCandidate, DatasetItem } from '../../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';

/** A row of results: an edit of an item. */
export interface ResultRow {
  readonly item: DatasetItem;
  readonly candidate: DatasetCandidate;
  /** Its place among the item's edits, from 0. */
  readonly place: number;
}

/** All rows of a dataset, scored or not, in the order of the items. */
export interface ResultRows<Row extends ResultRow = ResultRow> {
  readonly rows: readonly Row[];
  /** Undefined of what was not scored. */
  outcomeOf(row: Row): PictureOutcome | undefined;
}
