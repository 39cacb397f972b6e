import type { Provenance } from './provenance.ts';
import type { ReportDocument } from './reportDocument.ts';
import type { ReportSection } from './reportSection.ts';
import type { Table } from './tables.ts';

/** All tables of a document, to be taken into a paper by `\input`. */
export function documentLatex({ title, facts, sections, provenance }: ReportDocument): string {
  const head = comments([title, ...facts, ...provenance('tex')]);
  const tables = sections.filter(({ table }) => table);
  return `${[head, PACKAGES, ...tables.map(tableOf)].join('\n\n')}\n`;
}

/** The table of one section by itself. */
export function sectionLatex(section: ReportSection, provenance: Provenance): string {
  return `${[comments(provenance), PACKAGES, tableOf(section)].join('\n\n')}\n`;
}

/** Its rules are what journals ask for. https://ctan.org/pkg/booktabs */
const PACKAGES = '% Needs \\usepackage{booktabs}; a wide table also \\usepackage{graphicx}.';

/** Of more columns a table is made as wide as the text. */
const MOST_COLUMNS = 6;

function tableOf({ id, title, text, table }: ReportSection): string {
  const body = table ? tabular(table) : '';
  const isWide = (table?.columns.length ?? 0) > MOST_COLUMNS;
  return [
    '\\begin{table}',
    '\\centering',
    `\\caption{${latexText(`${title}. ${text}`)}}`,
    `\\label{tab:${id}}`,
    isWide ? `\\resizebox{\\textwidth}{!}{%\n${body}%\n}` : body,
    '\\end{table}',
  ].join('\n');
}

function tabular({ columns, rows }: Table): string {
  return [
    `\\begin{tabular}{${columns.map(() => 'l').join('')}}`,
    '\\toprule',
    lineOf(columns),
    '\\midrule',
    ...rows.map(lineOf),
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}

/** A bracket or star at its start would belong to the line's end before it. */
function lineOf(cells: readonly string[]): string {
  return `${cells
    .map(latexText)
    .join(' & ')
    .replace(/^(?=[[*])/, '{}')} \\\\`;
}

/** What LaTeX would take for a command, and letters that its usual fonts lack. */
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  '−': '$-$',
  ε: '$\\varepsilon$',
  Σ: '$\\Sigma$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '–': '--',
  '’': "'",
};

/** Any text, such as an editor's name, as LaTeX prints it. */
export function latexText(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\~^<>|"`−εΣ±×–’#$%&_{}]/g, (letter) => ESCAPED[letter] ?? `\\${letter}`);
}

/** A name may hold a line's end, which would end the comment. */
function comments(lines: readonly string[]): string {
  return lines.map((line) => `% ${line.replaceAll(/\s+/g, ' ')}`).join('\n');
}
