/** What the page and the report worker say to each other: bootstrapping 100,000 items takes seconds of one core. */
import type { ComparisonReport } from '../evaluation/comparison/comparisonReport.ts';
import type { BenchmarkReport } from '../evaluation/report/benchmarkReport.ts';
import type { LockHolder } from './holdLock.ts';

export type { BenchmarkReport, ComparisonReport };

/** Of one run, or of several that are compared. */
export type MadeReport = BenchmarkReport | ComparisonReport;

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

/** The report worker. Rejections carry a `TransferredError`. */
export interface ReportApi extends LockHolder {
  /** Rejects with `ResultsFileError` or `FileReadError`. */
  report(files: readonly ResultsFile[], onProgress: (progress: ReportProgress) => void): Promise<MadeReport>;
}
