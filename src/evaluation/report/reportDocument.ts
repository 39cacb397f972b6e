import type { Plot } from '../plots/plot.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { provenanceOf, type Provenance, type ReportFormat } from './provenance.ts';
import { reportPlots } from './reportPlots.ts';
import type { ReportSection } from './reportSection.ts';
import { reportFacts, reportSections, reportTitle } from './sections.ts';

/** All that files for a paper are made of. */
export interface ReportDocument {
  readonly title: string;
  readonly facts: readonly string[];
  readonly sections: readonly ReportSection[];
  readonly plots: readonly Plot[];
  /** What a file of this format says of how it was made. */
  readonly provenance: (format: ReportFormat) => Provenance;
}

export function reportDocument(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportDocument {
  return {
    title: reportTitle(report),
    facts: reportFacts(report),
    sections: reportSections(report, suite),
    plots: reportPlots(report, suite),
    provenance: (format) => provenanceOf([report], suite, format),
  };
}
