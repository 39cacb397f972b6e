import type { PublishedSuite } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';

/** The report as JSON, with the published figures that it stands beside. */
export function reportJson(
  { suiteId: _guessed, ...report }: BenchmarkReport,
  suite: PublishedSuite | undefined,
): string {
  const published = suite && { suite: suite.name, source: suite.source.url, figures: suite.figures };
  return `${JSON.stringify({ ...report, published }, undefined, 2)}\n`;
}
