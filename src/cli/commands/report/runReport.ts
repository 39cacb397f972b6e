import { comparisonDocument } from '../../../evaluation/comparison/comparisonDocument.ts';
import { comparisonReport, type ComparedResults } from '../../../evaluation/comparison/comparisonReport.ts';
import { PUBLISHED_SUITES, type PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import { benchmarkReport } from '../../../evaluation/report/benchmarkReport.ts';
import { reportDocument, type ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import { readResults } from '../../../formats/results/readResults.ts';
import { EXIT_OK } from '../../command.ts';
import { openResults } from './openResults.ts';
import type { ReportOptions } from './reportArgs.ts';
import { stemOf, withDigests, writeDocument } from './writeDocument.ts';

/** Makes the report of results, prints it or writes its files, and resolves with the exit code. */
export async function runReport({ files, suite, formats, out, json }: ReportOptions): Promise<number> {
  const runs = await readResults(await openResults(files));
  const all = await Promise.all(runs.map(withDigests));
  const { document, made } = documentOf(all, suite);
  const stem = stemOfRuns(runs[0].files[0] ?? 'results', runs.length);
  await writeDocument({ document, made, stem }, { formats, out, json });
  return EXIT_OK;
}

interface MadeReport {
  readonly document: ReportDocument;
  /** What `--json` prints. */
  readonly made: object;
}

function documentOf(all: readonly ComparedResults[], suite: PublishedSuite | undefined): MadeReport {
  const [only, ...others] = all;
  if (only && others.length === 0) {
    const report = benchmarkReport(only.results, only.data);
    return { made: report, document: reportDocument(report, suite ?? suiteOf(report.suiteId)) };
  }
  const comparison = comparisonReport(all);
  const guessed = comparison.reports.map(({ suiteId }) => suiteId);
  return { made: comparison, document: comparisonDocument(comparison, suite ?? suiteOf(guessed[0])) };
}

function suiteOf(id: string | undefined): PublishedSuite | undefined {
  return PUBLISHED_SUITES.find((one) => one.id === id);
}

/** "set" of "results/set_scores.jsonl"; "set_and_2_more" of three runs. */
function stemOfRuns(file: string, runs: number): string {
  return runs === 1 ? stemOf(file) : `${stemOf(file)}_and_${runs - 1}_more`;
}
