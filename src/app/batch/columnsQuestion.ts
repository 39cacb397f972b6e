import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import type { ColumnSample } from '../../core/dataset/columnSample.ts';
import type { BatchFiles } from './batchFiles.ts';

/** A dataset file whose columns the user is asked about. */
export interface ColumnsQuestion {
  readonly files: BatchFiles;
  readonly manifestPath: string;
  readonly sample: ColumnSample;
  /** What was said before, or what they seem to be. */
  readonly mapping: ColumnMapping;
  /** Whether it was said. */
  readonly isSaid: boolean;
}
