import { modelLabel } from '../../core/score/modelLabel.ts';
import type { JudgeVotes } from '../../core/dataset/judgeVote.ts';
import type { ReportedRun, ResultItem } from '../../core/dataset/resultItem.ts';
import { datasetReport, type DatasetReport, type ReportOptions } from '../datasetReport.ts';
import { guessSuite } from '../figures.ts';
import { judgeReport } from '../judgeReport.ts';

/** A report and what it is of. */
export interface BenchmarkReport extends DatasetReport {
  /** Names of the files that it was made from. */
  readonly files: readonly string[];
  /** Undefined when none of the files says. */
  readonly run: ReportedRun | undefined;
  /** Of the published suite that they seem to be of: see `guessSuite`. */
  readonly suiteId: string | undefined;
  /** The files that all figures come from. */
  readonly data: readonly DataFile[];
}

/** A file, by what is in it. */
export interface DataFile {
  readonly name: string;
  readonly sha256: string;
}

/** What results files hold. */
export interface ReportedResults {
  readonly files: readonly string[];
  readonly items: readonly ResultItem[];
  readonly run: ReportedRun | undefined;
  readonly judge?: JudgeVotes;
}

export function benchmarkReport(
  { files, items, run, judge }: ReportedResults,
  data: readonly DataFile[],
  options: ReportOptions = {},
): BenchmarkReport {
  const report = judge ? judgeReport(judge, options) : datasetReport(items, options);
  return { ...report, files, run, suiteId: guessSuite(report, files)?.id, data };
}

/** Who scored: the model that the results name, or the judge. Undefined if none of the files says. */
export function scorerName({ run, judge }: Pick<BenchmarkReport, 'run' | 'judge'>): string | undefined {
  if (judge) return `${judge.name} (judge)`;
  return run && modelLabel(run.model);
}
