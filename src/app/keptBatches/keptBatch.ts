import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import type { RowProblem } from '../../core/dataset/datasetItem.ts';
import type { Preference } from '../../core/dataset/preference.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { BatchModel } from './batchModel.ts';

/** Where a dataset came from, to be opened again after the tab was closed. */
export interface KeptSource {
  /** Folders and files that the browser may open again; empty where it gives none. */
  readonly handles: readonly FileSystemHandle[];
  /** The dataset file's path among them. */
  readonly manifestPath: string;
}

/** A dataset as it was read from its file. */
export interface KeptDataset {
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  /** The file's name. */
  readonly name: string;
  readonly itemCount: number;
  /** Pictures to score, each once. */
  readonly pictureCount: number;
  readonly problems: readonly RowProblem[];
  /** Missing where version 0.1 kept it, as are the following. */
  readonly notices?: readonly RowProblem[];
  /** Which of its columns is what, where the user said it. */
  readonly columns?: ColumnMapping;
  /** How its rows were understood, where that is not plain. */
  readonly notes?: readonly string[];
  /** By which {@link READING} its items were read. */
  readonly reading?: number;
  /** Which edit of a pair counts as preferred where nobody says; missing until it is chosen. */
  readonly preference?: Preference;
  /** How version 0.2 kept that choice: true is `path1`. */
  readonly firstIsPreferred?: boolean;
  readonly source: KeptSource;
}

/** Raised when the same file gives other items than before, so that those that are kept are read anew. */
export const READING = 6;

/** `running`: a tab works on it, or was closed while it did. */
export type RunState = 'running' | 'paused' | 'stopped' | 'done';

/** A dataset scored, wholly or in part, with one model. */
export interface KeptBatch {
  readonly id: string;
  readonly datasetSha256: string;
  /** The dataset file's name. */
  readonly name: string;
  readonly itemCount: number;
  readonly pictureCount: number;
  readonly model: BatchModel;
  readonly run: RunState;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** The same model on the same dataset is the same batch; with a limit on the size of pictures, or with a taste, it is another model. */
export function batchId(
  { manifestSha256, maxPixels, taste }: Pick<ReportedModel, 'manifestSha256' | 'maxPixels' | 'taste'>,
  datasetSha256: string,
): string {
  const limit = maxPixels === undefined ? '' : `@${maxPixels}`;
  const heads = taste ? `+${taste.sha256}` : '';
  return `${manifestSha256}${limit}${heads}/${datasetSha256}`;
}

/** What was chosen for a dataset, by any version; undefined where nothing was. */
export function preferenceOf(kept: Pick<KeptDataset, 'preference' | 'firstIsPreferred'> = {}): Preference | undefined {
  const { preference, firstIsPreferred } = kept;
  if (preference !== undefined || firstIsPreferred === undefined) return preference;
  return firstIsPreferred ? 'path1' : 'none';
}
