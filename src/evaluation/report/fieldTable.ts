import { formatFixed } from '../../core/formatNumbers.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import { publishedField, type FieldEntry, type FieldValue, type PublishedField } from '../publishedField.ts';
import type { PublishedTable } from '../publishedTables.ts';
import { scorerName, type BenchmarkReport } from './benchmarkReport.ts';
import type { ReportSection } from './reportSection.ts';
import type { Table } from './tables.ts';

/** The field of a suite with the results of a report in it, as a section of the report. */
export function fieldSection(report: BenchmarkReport, suite: PublishedSuite): ReportSection {
  const field = fieldOf(report, suite);
  const { note, source } = suite.table;
  return {
    id: 'field',
    title: `Among what was published of ${suite.name}`,
    text: [note, ...field.notes, `Source: ${source.name}, ${source.asOf}.`].join(' '),
    table: fieldTable(field),
  };
}

export function fieldOf(report: BenchmarkReport, suite: PublishedSuite): PublishedField {
  return publishedField(suite, [{ name: ownName(report), report }]);
}

/** What a report is called among published figures: by who scored, never by the model in use. */
function ownName(report: BenchmarkReport): string {
  return scorerName(report) ?? report.files[0] ?? 'these results';
}

/** One's own results are marked in words: "nano (q8), these results". */
export function fieldTable({ table, columns, entries }: PublishedField): Table {
  const hasGroups = entries.some(({ group }) => group !== undefined);
  return {
    columns: ['Method', ...(hasGroups ? ['Kind'] : []), ...columns],
    rows: entries.map((entry) => [
      entry.isOwn ? `${entry.name}, these results` : entry.name,
      ...(hasGroups ? [entry.group ?? ''] : []),
      ...entry.values.map((value) => valueText(value, table)),
    ]),
  };
}

/** A table as its source prints it. */
export function publishedTable(table: PublishedTable): Table {
  const entries = table.rows.map((row): FieldEntry => {
    const values = row.values.map((value) => (value === undefined ? undefined : { value }));
    return { ...row, values, isOwn: false };
  });
  return fieldTable({ table, columns: table.columns, entries, notes: [] });
}

function valueText(value: FieldValue | undefined, { digits }: PublishedTable): string {
  if (!value) return '';
  const { interval } = value;
  const range = interval ? ` (${formatFixed(interval.low, digits)} to ${formatFixed(interval.high, digits)})` : '';
  return `${formatFixed(value.value, digits)}${range}`;
}
