import { shellWord } from '../../core/shellWord.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import { scorerName, type BenchmarkReport, type DataFile } from './benchmarkReport.ts';

/** What an exported file is made of, and how it is made again: for whoever finds it in a paper's folder. */
export type Provenance = readonly string[];

/** Formats of `editreward report`. */
export type ReportFormat = 'md' | 'tex' | 'csv' | 'svg' | 'png';

export function provenanceOf(
  reports: readonly Pick<BenchmarkReport, 'data' | 'run' | 'judge'>[],
  suite: PublishedSuite | undefined,
  format: ReportFormat,
): Provenance {
  const files = reports.flatMap(({ data }) => data);
  return [...reports.flatMap(factsOf), `Made again by: ${reportCommand(files, suite?.id, format)}`];
}

/** What a run is: its data, and who scored it. */
export function factsOf(report: Pick<BenchmarkReport, 'data' | 'run' | 'judge'>): string[] {
  const scorer = scorerName(report);
  const manifest = report.run ? `, manifest SHA-256 ${report.run.model.manifestSha256}` : '';
  return [
    ...report.data.map(({ name, sha256 }) => `Data: ${name}, SHA-256 ${sha256}`),
    ...(scorer === undefined ? [] : [`Scored by ${scorer}${manifest}`]),
    ...(report.run?.model.limits === undefined ? [] : [report.run.model.limits]),
  ];
}

/** The command line that makes the same file; `suite` is the id of a published suite. */
export function reportCommand(data: readonly DataFile[], suite: string | undefined, format: ReportFormat): string {
  const options = [...(suite === undefined ? [] : ['--suite', suite]), '--format', format];
  return ['npx editreward report', ...data.map(({ name }) => shellWord(name)), ...options].join(' ');
}
