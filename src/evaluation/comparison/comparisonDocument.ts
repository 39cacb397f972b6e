import { formatCountOf } from '../../core/formatNumbers.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import { provenanceOf } from '../report/provenance.ts';
import type { ReportDocument } from '../report/reportDocument.ts';
import { comparisonPlots } from './comparisonPlots.ts';
import type { ComparisonReport } from './comparisonReport.ts';
import { comparisonSections, comparisonTitle } from './comparisonSections.ts';

export function comparisonDocument(comparison: ComparisonReport, suite: PublishedSuite | undefined): ReportDocument {
  return {
    title: comparisonTitle(comparison),
    facts: [formatCountOf(comparison.reports.length, 'run')],
    sections: comparisonSections(comparison, suite),
    plots: comparisonPlots(comparison),
    provenance: (format) => provenanceOf(comparison.reports, suite, format),
  };
}
