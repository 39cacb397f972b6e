import { basename } from 'node:path';
import { digestSource } from '../../../core/bytes/sha256.ts';
import { comparisonDocument } from '../../../evaluation/comparison/comparisonDocument.ts';
import { comparisonReport, type ComparedResults } from '../../../evaluation/comparison/comparisonReport.ts';
import { PUBLISHED_SUITES, type PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import { benchmarkReport } from '../../../evaluation/report/benchmarkReport.ts';
import { reportDocument, type ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import { documentMarkdown } from '../../../evaluation/report/reportMarkdown.ts';
import { readResults, type Results } from '../../../formats/results/readResults.ts';
import { EXIT_OK } from '../../command.ts';
import { directorySink } from '../../nodeFiles.ts';
import { documentFiles, type DocumentFile } from './documentFiles.ts';
import { openResults } from './openResults.ts';
import type { ReportOptions } from './reportArgs.ts';

/** Makes the report of results, prints it or writes its files, and resolves with the exit code. */
export async function runReport({ files, suite, formats, out, json }: ReportOptions): Promise<number> {
  const runs = await readResults(await openResults(files));
  const all = await Promise.all(runs.map(withDigests));
  const { document, made } = documentOf(all, suite);
  if (json) console.log(JSON.stringify(made, undefined, 2));
  else if (formats.length === 0) console.log(documentMarkdown(document).trimEnd());
  const stem = stemOf(runs[0].files[0] ?? 'results', runs.length);
  const written = (await Promise.all(formats.map((format) => documentFiles(document, stem, format)))).flat();
  await writeFiles(out, written);
  if (written.length > 0) console.error(`editreward: ${countOf(written.length)} written to ${out}.`);
  return EXIT_OK;
}

async function withDigests(results: Results): Promise<ComparedResults> {
  const data = results.data.map(async (source) => ({ name: source.name, sha256: await digestSource(source) }));
  return { results, data: await Promise.all(data) };
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

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

/** "set" of "results/set_scores.jsonl"; "set_and_2_more" of three runs. */
function stemOf(file: string, runs: number): string {
  const stem = basename(file).replace(/(_scores|_detailed_log)?\.[^.]*$/, '');
  return runs === 1 ? stem : `${stem}_and_${runs - 1}_more`;
}

async function writeFiles(folder: string, files: readonly DocumentFile[]): Promise<void> {
  for (const [name, bytes] of files) {
    const sink = await directorySink(folder).create(name);
    await sink.write(bytes);
    await sink.close();
  }
}
