import { EditRewardError } from '../../core/errors.ts';
import { judgesOfRuns, runNames, type ComparedResults, type ComparedRuns } from '../comparison/comparisonReport.ts';
import type { ReportedRun } from '../../core/dataset/resultItem.ts';
import type { DataFile } from '../report/benchmarkReport.ts';
import { countJudgements } from '../../core/dataset/judgement.ts';
import { closeness, type Closeness } from './closeness.ts';
import { modelDifferences } from './modelDifferences.ts';

/** Results that cannot be compared number by number. */
export class ClosenessError extends EditRewardError {
  override readonly name = 'ClosenessError';
}

/** A run as a report names it. */
export interface ClosenessRun {
  readonly files: readonly string[];
  readonly run: ReportedRun | undefined;
  readonly data: readonly DataFile[];
}

/** Two packages of one model on the same edits. */
export interface ClosenessReport extends Closeness, Pick<ComparedRuns, 'judges'> {
  readonly names: readonly string[];
  readonly runs: readonly [ClosenessRun, ClosenessRun];
  /** What shows that they are not of one model, such as "name (a, b)". */
  readonly differences: readonly string[];
}

/** Throws {@link ClosenessError} where one is a judge, who gives no rewards, or where they have no edit in common. */
export function closenessReport(
  all: readonly [ComparedResults, ComparedResults],
  onProgress?: (share: number) => void,
): ClosenessReport {
  for (const { results } of all) if (results.judge) throw judged(results.files[0]);
  const [first, second] = all;
  const found = closeness(first.results, second.results, { onProgress });
  const runs = [runOf(first), runOf(second)] as const;
  if (found.edits?.joined === 0) throw nothingInCommon(runs);
  const judgements = all.map(({ results }) => ({ judgements: countJudgements(results.items.map(({ item }) => item)) }));
  const differences = modelDifferences(first.results, second.results);
  return { names: runNames(runs), runs, differences, judges: judgesOfRuns(judgements), ...found };
}

function runOf({ results: { files, run }, data }: ComparedResults): ClosenessRun {
  return { files, run, data };
}

function judged(file = 'One of them'): ClosenessError {
  return new ClosenessError(
    `${file} is what a chat model said of pairs: it has no rewards to compare. \`editreward report\` says how alike its order is.`,
    { file },
  );
}

function nothingInCommon([first, second]: ClosenessReport['runs']): ClosenessError {
  return new ClosenessError(
    `${first.files[0] ?? 'The first'} and ${second.files[0] ?? 'the second'} share no edit. Give results of one dataset.`,
  );
}
