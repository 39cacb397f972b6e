import { addJudgements } from '../../core/dataset/judgement.ts';
import { judgesOf } from '../judgementText.ts';
import {
  benchmarkReport,
  scorerName,
  type BenchmarkReport,
  type DataFile,
  type ReportedResults,
} from '../report/benchmarkReport.ts';
import { compareRuns, type RunComparison } from './compareRuns.ts';

/** Two of several runs. */
export interface ComparedRuns extends RunComparison {
  /** Places in `reports`. */
  readonly runs: readonly [first: number, second: number];
  /** Whose order their accuracies are by: "people", or what was chosen in their place. */
  readonly judges: string;
}

/** Several runs, each by itself and each two of them. */
export interface ComparisonReport {
  readonly reports: readonly BenchmarkReport[];
  /** What the runs are called: by who scored, and by their files where that is the same. */
  readonly names: readonly string[];
  readonly comparisons: readonly ComparedRuns[];
}

export interface ComparedResults {
  readonly results: ReportedResults;
  readonly data: readonly DataFile[];
}

export function comparisonReport(
  all: readonly ComparedResults[],
  onProgress?: (share: number) => void,
): ComparisonReport {
  const twos = all.flatMap((_, second) => Array.from({ length: second }, (__, first) => [first, second] as const));
  const steps = all.length + twos.length;
  let done = 0;
  /** Each run and each two take about as long. */
  const step = <Made>(make: (onShare: (share: number) => void) => Made): Made => {
    const made = make((share) => onProgress?.((done + share) / steps));
    done++;
    return made;
  };
  const reports = all.map(({ results, data }) =>
    step((onShare) => benchmarkReport(results, data, { onProgress: onShare })),
  );
  const comparisons = twos.map((runs) =>
    step((onShare) => {
      const [first, second] = runs.map((run) => all[run]?.results ?? NOTHING) as [ReportedResults, ReportedResults];
      const found = compareRuns(first, second, { onProgress: (count, total) => onShare(count / total) });
      return { runs, judges: judgesOfRuns(runs.flatMap((run) => reports[run] ?? [])), ...found };
    }),
  );
  return { reports, names: runNames(reports), comparisons };
}

/** Whose order the figures of runs are by. That nobody knows it of old results is said in the report of each. */
export function judgesOfRuns(reports: readonly Pick<BenchmarkReport, 'judgements'>[]): string {
  const [first, ...others] = reports.map(({ judgements }) => judgements);
  return first ? judgesOf({ ...others.reduce(addJudgements, first), unknown: 0 }) : 'people';
}

const NOTHING: ReportedResults = { files: [], items: [], run: undefined };

/** By who scored, and by their files where that is the same. */
export function runNames(reports: readonly Pick<BenchmarkReport, 'files' | 'run' | 'judge'>[]): string[] {
  const names = reports.map((report) => scorerName(report) ?? report.files[0] ?? '');
  return names.map((name, k) => {
    const [file = ''] = reports[k]?.files ?? [];
    return name !== file && names.filter((other) => other === name).length > 1 ? `${name}, ${file}` : name;
  });
}
