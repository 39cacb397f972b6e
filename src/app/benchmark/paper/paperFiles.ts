import { svgPlot } from '../../../evaluation/plots/svgPlot.ts';
import type { Plot } from '../../../evaluation/plots/plot.ts';
import type { ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import { documentLatex, sectionLatex } from '../../../evaluation/report/reportLatex.ts';
import { documentMarkdown, sectionMarkdown } from '../../../evaluation/report/reportMarkdown.ts';
import type { ReportSection } from '../../../evaluation/report/reportSection.ts';
import { sectionCsv } from '../../../evaluation/report/sectionCsv.ts';

export type DocumentFormat = 'md' | 'tex';
export type TableFormat = DocumentFormat | 'csv';

export function documentBlob(document: ReportDocument, format: DocumentFormat): Blob {
  return new Blob([format === 'md' ? documentMarkdown(document) : documentLatex(document)]);
}

const SECTION_TEXTS = { csv: sectionCsv, md: sectionMarkdown, tex: sectionLatex } as const;

/** The table of a section. */
export function sectionBlob(section: ReportSection, document: ReportDocument, format: TableFormat): Blob {
  return new Blob([SECTION_TEXTS[format](section, document.provenance(format))]);
}

/** A plot as SVG; `format` is that of the file in the end, which stands in its description. */
export function plotBlob(plot: Plot, document: ReportDocument, format: 'svg' | 'png'): Blob {
  return new Blob([svgPlot(plot, document.provenance(format))], { type: 'image/svg+xml' });
}
