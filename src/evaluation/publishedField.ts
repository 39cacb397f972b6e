/** One's own results among all that was published of a suite. */
import { formatCountOf } from '../core/formatNumbers.ts';
import type { DatasetReport } from './datasetReport.ts';
import { accuracyFigures, correlationFigures, folderFigures, type Figure } from './figures.ts';
import { shareOf, type PublishedFigure, type PublishedSuite } from './publishedFigures.ts';
import type { PublishedTable } from './publishedTables.ts';
import type { Interval } from './statistics/bootstrap.ts';

/** A figure as the table prints it: in percent, times 100, or as a reward. */
export interface FieldValue {
  readonly value: number;
  readonly interval?: Interval;
}

export interface FieldEntry {
  readonly name: string;
  readonly group?: string;
  /** In the order of the field's columns. */
  readonly values: readonly (FieldValue | undefined)[];
  /** One of the user's own results. */
  readonly isOwn: boolean;
}

export interface PublishedField {
  readonly table: PublishedTable;
  readonly columns: readonly string[];
  /** By the last column, the best first; those without a figure there come last. */
  readonly entries: readonly FieldEntry[];
  /** What has to be known of one's own results in it, or why they are not in it; sentences. */
  readonly notes: readonly string[];
}

export interface OwnResults {
  readonly name: string;
  readonly report: DatasetReport;
}

/** The field of a suite, with those of one's own results that are of as many items. */
export function publishedField(suite: PublishedSuite, own: readonly OwnResults[]): PublishedField {
  const { table, figures } = suite;
  const places = figures.map(({ column }) => table.columns.indexOf(column));
  const published = table.rows.map(({ name, group, values }): FieldEntry => {
    const its = places.map((place) => printed(values[place]));
    return { name, ...(group !== undefined && { group }), values: its, isOwn: false };
  });
  const owned = own.map((one) => ownEntry(suite, one));
  const entries = [...published, ...owned].filter(({ values }) => values.some((value) => value !== undefined));
  const notes = own.flatMap((one, k) => ownNotes(suite, one, owned[k]?.values ?? []));
  return { table, columns: figures.map(({ column }) => column), entries: entries.toSorted(byLast), notes };
}

function printed(value: number | undefined): FieldValue | undefined {
  return value === undefined ? undefined : { value };
}

function byLast(a: FieldEntry, b: FieldEntry): number {
  const [one, other] = [a, b].map(({ values }) => values.at(-1)?.value ?? -Infinity) as [number, number];
  return one === other ? 0 : other - one;
}

function ownEntry({ table, figures }: PublishedSuite, { name, report }: OwnResults): FieldEntry {
  const own = figuresOf(report);
  const values = figures.map((published) => {
    const figure = own.find(({ key }) => key === published.key);
    const { value, interval } = figure?.estimate ?? {};
    if (!figure || value === undefined || !isOfAsMany(published, figure)) return undefined;
    const times = 1 / shareOf(table, 1);
    return {
      value: times * value,
      ...(interval && { interval: { low: times * interval.low, high: times * interval.high } }),
    };
  });
  return { name, values, isOwn: true };
}

function figuresOf(report: DatasetReport): Figure[] {
  return [...accuracyFigures(report), ...correlationFigures(report), ...folderFigures(report)];
}

function isOfAsMany({ itemCount }: PublishedFigure, { estimate }: Figure): boolean {
  return itemCount === undefined || itemCount === estimate.count;
}

function ownNotes(suite: PublishedSuite, { name, report }: OwnResults, values: FieldEntry['values']): string[] {
  const own = figuresOf(report);
  const others = suite.figures.flatMap((published) => {
    const figure = own.find(({ key }) => key === published.key);
    if (!figure || isOfAsMany(published, figure)) return [];
    return [
      `${published.column} (${formatCountOf(figure.estimate.count, figure.of)} here, ${published.itemCount} there)`,
    ];
  });
  const isIn = values.some((value) => value !== undefined);
  if (others.length > 0)
    return [`${name} is of other items than what was published, and not compared in: ${others.join(', ')}.`];
  if (!isIn) return [`${name} holds no figure that was published of ${suite.name}.`];
  if (suite.figures.some(({ itemCount }) => itemCount === undefined)) {
    return [
      `The source does not say how many items its figures are of: whether ${name} is of the same cannot be checked.`,
    ];
  }
  return [];
}
