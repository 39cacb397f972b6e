import type { PublishedSuite } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import type { ReportSection } from './reportSection.ts';
import { reportFacts, reportSections, reportTitle } from './sections.ts';
import type { Table } from './tables.ts';

/** The report as a Markdown document with all of its figures. */
export function reportMarkdown(report: BenchmarkReport, suite: PublishedSuite | undefined): string {
  const head = `# ${reportTitle(report)}\n\n${reportFacts(report).join(', ')}.`;
  const sections = reportSections(report, suite).map(sectionText);
  return `${[head, ...sections, provenanceText(provenanceOf(report, suite, 'md'))].join('\n\n')}\n`;
}

/** One section by itself. */
export function sectionMarkdown(section: ReportSection, provenance: Provenance): string {
  return `${[sectionText(section), provenanceText(provenance)].join('\n\n')}\n`;
}

function sectionText({ title, text, table }: ReportSection): string {
  return [`## ${title}`, text, ...(table ? [tableText(table)] : [])].join('\n\n');
}

/** As code, which no reader of Markdown changes. */
function provenanceText(provenance: Provenance): string {
  return ['```text', ...provenance, '```'].join('\n');
}

function tableText({ columns, rows }: Table): string {
  return [lineOf(columns), lineOf(columns.map(() => '---')), ...rows.map(lineOf)].join('\n');
}

/** https://github.github.com/gfm/#tables-extension- */
function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
