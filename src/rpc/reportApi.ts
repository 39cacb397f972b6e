/** What the page and the report worker say to each other: bootstrapping 100,000 items takes seconds of one core. */
import type { BatchPortion } from '../batch/batchPortion.ts';
import type { Preference } from '../core/dataset/preference.ts';
import type { ReportedRun } from '../core/dataset/resultItem.ts';
import type { ClosenessReport } from '../evaluation/closeness/closenessReport.ts';
import type { ComparisonReport } from '../evaluation/comparison/comparisonReport.ts';
import type { EditorsReport } from '../evaluation/editors/editorsReport.ts';
import type { BenchmarkReport } from '../evaluation/report/benchmarkReport.ts';
import type { LockHolder } from './holdLock.ts';

export type { BatchPortion, BenchmarkReport, ClosenessReport, ComparisonReport, EditorsReport };

/** Of one run, or of several that are compared. */
export type MadeReport = BenchmarkReport | ComparisonReport;

/** A file of results, as `editreward evaluate --manifest` writes them. */
export interface ResultsFile {
  /** For messages. */
  readonly name: string;
  readonly blob: Blob;
}

/** A batch of this browser. Its items and outcomes come in portions: 100,000 at once would stop the page. */
export interface ReportedBatch {
  /** For messages. */
  readonly name: string;
  /** What its results would be called. */
  readonly file: string;
  readonly run: ReportedRun;
  /** What counts as people's preference where nothing is said of it. */
  readonly preference: Preference;
}

export type ReportProgress =
  | { readonly stage: 'reading'; readonly doneBytes: number; readonly totalBytes: number }
  /** The comparison of editors, which is there before all intervals are. */
  | { readonly stage: 'editors'; readonly editors: EditorsReport; readonly ofPrompts: boolean }
  /** From 0 to 1. */
  | { readonly stage: 'intervals'; readonly share: number };

/** The report worker. Rejections carry a `TransferredError`. */
export interface ReportApi extends LockHolder {
  /** Rejects with `ResultsFileError` or `FileReadError`. */
  report(files: readonly ResultsFile[], onProgress: (progress: ReportProgress) => void): Promise<MadeReport>;
  /** How close the second of two runs is to the first. Rejects with `ClosenessError` as well. */
  closeness(
    first: readonly ResultsFile[],
    second: readonly ResultsFile[],
    onProgress: (progress: ReportProgress) => void,
  ): Promise<ClosenessReport>;
  /** Takes a part of a batch, for the report that is asked for next. */
  take(portion: BatchPortion): Promise<void>;
  /** Of all that was taken. Rejects with `NothingScoredError`. */
  reportBatch(batch: ReportedBatch, onProgress: (progress: ReportProgress) => void): Promise<BenchmarkReport>;
}
