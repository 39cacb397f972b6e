import { csvLine, type CsvCell } from '../../core/csv.ts';
import type { Provenance } from './provenance.ts';
import type { ReportSection } from './reportSection.ts';
import type { Table } from './tables.ts';

/**
 * The table of a section for programs: an interval has two columns of its own, and numbers are numbers. Lines before it start
 * with "#", as those who read CSV know comments.
 */
export function sectionCsv({ title, table }: ReportSection, provenance: Provenance): string {
  const comments = [title, ...provenance].map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\r\n`);
  return [...comments, ...(table ? tableLines(table) : [])].join('');
}

function tableLines({ columns, rows }: Table): string[] {
  const isSplit = columns.map((_, place) => rows.some((row) => INTERVAL.test(row[place] ?? '')));
  const header = columns.flatMap((column, place) => {
    const name = column.replace(/ \(95% interval\)$/, '');
    return isSplit[place] ? [name, `${name}, low`, `${name}, high`] : [name];
  });
  const lines = rows.map((row) => row.flatMap((cell, place) => (isSplit[place] ? splitCell(cell) : [valueOf(cell)])));
  return [header, ...lines].map(csvLine);
}

/** As we write numbers: "001" is a name. */
const NUMBER = '−?(?:0|[1-9]\\d{0,2}(?:,\\d{3})+|[1-9]\\d*)(?:\\.\\d+)?';
/** "56.9% (50.0 to 63.1)" */
const INTERVAL = new RegExp(`^(${NUMBER}%?) \\((${NUMBER}) to (${NUMBER})\\)$`);
const VALUE = new RegExp(`^(${NUMBER})%?$`);

function splitCell(cell: string): CsvCell[] {
  const [, value, low, high] = INTERVAL.exec(cell) ?? [];
  if (value === undefined || low === undefined || high === undefined) return [valueOf(cell), undefined, undefined];
  return [value, low, high].map(valueOf);
}

/** "−0.24" and "63.1%" as the numbers −0.24 and 63.1; other text as it is. */
function valueOf(cell: string): CsvCell {
  const [, number] = VALUE.exec(cell) ?? [];
  return number === undefined ? cell : Number(number.replace('−', '-').replaceAll(',', ''));
}
