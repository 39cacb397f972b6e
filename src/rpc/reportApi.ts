/** What the page and the report worker say to each other: bootstrapping 100,000 items takes seconds of one core. */
import type { ReportedRun } from '../core/dataset/resultItem.ts';
import type { DatasetReport } from '../evaluation/datasetReport.ts';
import type { LockHolder } from './holdLock.ts';

/** A file of results, as `editreward evaluate --manifest` writes them. */
export interface ResultsFile {
  /** For messages. */
  readonly name: string;
  readonly blob: Blob;
}

export type ReportProgress =
  | { readonly stage: 'reading'; readonly doneBytes: number; readonly totalBytes: number }
  /** From 0 to 1. */
  | { readonly stage: 'intervals'; readonly share: number };

/** A report and what it is of. */
export interface BenchmarkReport extends DatasetReport {
  /** Names of the files that it was made from. */
  readonly files: readonly string[];
  /** Undefined when none of the files says. */
  readonly run: ReportedRun | undefined;
  /** Of the published suite that they seem to be of: see `guessSuite`. */
  readonly suiteId: string | undefined;
}

/** The report worker. Rejections carry a `TransferredError`. */
export interface ReportApi extends LockHolder {
  /** Rejects with `ResultsFileError` or `FileReadError`. */
  report(files: readonly ResultsFile[], onProgress: (progress: ReportProgress) => void): Promise<BenchmarkReport>;
}
