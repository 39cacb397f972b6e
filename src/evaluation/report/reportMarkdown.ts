import type { Provenance } from './provenance.ts';
import type { ReportDocument } from './reportDocument.ts';
import type { ReportSection } from './reportSection.ts';
import type { Table } from './tables.ts';

/** All of a document. */
export function documentMarkdown({ title, facts, sections, provenance }: ReportDocument): string {
  const head = `# ${title}\n\n${facts.join(', ')}.`;
  return `${[head, ...sections.map(sectionText), provenanceText(provenance('md'))].join('\n\n')}\n`;
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
  return ['```text', ...provenance.map(inOneLine), '```'].join('\n');
}

function tableText({ columns, rows }: Table): string {
  return [lineOf(columns), lineOf(columns.map(() => '---')), ...rows.map(lineOf)].join('\n');
}

/** https://github.github.com/gfm/#tables-extension- */
function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => inOneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A name or an instruction may hold a line's end, which would end the table or the code. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
