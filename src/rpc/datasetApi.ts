/** What the page and the dataset worker say to each other: files of 100,000 rows are parsed away from the page's thread. */
import type { ColumnMapping } from '../core/dataset/columnMapping.ts';
import type { ColumnSample } from '../core/dataset/columnSample.ts';
import type { RowProblem } from '../core/dataset/datasetItem.ts';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import type { ModelInputSettings, PreparedInput } from '../core/score/preparedInput.ts';
import type { LockHolder } from './holdLock.ts';

/** What a dataset file holds, beside its items. */
export interface DatasetFacts {
  /** Of the file, with the columns that the user named for it; lower-case hex. */
  readonly sha256: string;
  readonly itemCount: number;
  readonly problems: readonly RowProblem[];
  readonly notices: readonly RowProblem[];
  /** How the rows were understood, where that is not plain: sentences. */
  readonly notes?: readonly string[] | undefined;
}

/** Some of the items, in the order of the file; `total` is how many there will be. */
export interface DatasetPortion {
  readonly items: readonly PortableItem[];
  readonly total: number;
}

/** The dataset worker. Rejections carry a `TransferredError`. */
export interface DatasetApi extends LockHolder {
  /**
   * `columns`: which of them is what; by default their names tell. Rejects with `DatasetFileError`, `UnknownColumnsError`,
   * `ParquetError` or `FileReadError`. `onPortion` is called with all items in turn.
   */
  read(
    name: string,
    file: Blob,
    onPortion: (portion: DatasetPortion) => void,
    columns?: ColumnMapping,
  ): Promise<DatasetFacts>;
  /** What stands in the columns of a file, whatever they are called. Rejects as `read` does. */
  sample(name: string, file: Blob): Promise<ColumnSample>;
  /** A picture inside a dataset that was read and is the last one of that digest. */
  readImage(sha256: string, name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes a model's input of a picture. Rejects as the scorer does for a picture that it cannot read. */
  prepare(name: string, file: Blob, input: ModelInputSettings): Promise<PreparedInput>;
  /** SHA-256 of a file, lower-case hex. Rejects with `FileReadError`. */
  digest(name: string, file: Blob): Promise<string>;
}
