import type { ReportedRun } from '../../core/dataset/resultItem.ts';
import type { DatasetReport } from '../datasetReport.ts';

/** A report and what it is of. */
export interface BenchmarkReport extends DatasetReport {
  /** Names of the files that it was made from. */
  readonly files: readonly string[];
  /** Undefined when none of the files says. */
  readonly run: ReportedRun | undefined;
  /** Of the published suite that they seem to be of: see `guessSuite`. */
  readonly suiteId: string | undefined;
}
