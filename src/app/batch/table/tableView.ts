import type { PictureOutcome } from '../../../core/dataset/pictureOutcome.ts';
import { groupBy } from '../../../core/groupBy.ts';
import type { BatchRow } from './batchRows.ts';

/** What a row has of its own. */
const ROW_KEYS = ['line', 'model', 'file'] as const;
type RowKey = (typeof ROW_KEYS)[number];

/** `head:` and a key: by the mu of that head. */
export type SortKey = RowKey | 'reward' | 'sigma' | `head:${string}`;
export type Status = 'scored' | 'failed' | 'waiting';
export type Grouping = 'none' | 'source' | 'instruction' | 'editor';

/** How the table is to be seen. */
export interface TableOptions {
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Words that must all be in a row, whatever their case. */
  readonly text: string;
  readonly status: Status | 'all';
  readonly grouping: Grouping;
}

export const DEFAULT_OPTIONS: TableOptions = {
  sort: 'line',
  descending: false,
  text: '',
  status: 'all',
  grouping: 'none',
};

/** A line of the table: a row by its index in the batch, or the head of a group. */
export type TableEntry = number | GroupHead;

export interface GroupHead {
  readonly title: string;
  readonly count: number;
}

export type OutcomeFinder = (row: BatchRow) => PictureOutcome | undefined;

export function statusOf(outcome: PictureOutcome | undefined): Status {
  if (!outcome) return 'waiting';
  return 'score' in outcome ? 'scored' : 'failed';
}

/** Whether a view changes with the outcomes, and not with the options alone. */
export function dependsOnOutcomes({ sort, status }: TableOptions): boolean {
  return status !== 'all' || !isRowKey(sort);
}

function isRowKey(sort: SortKey): sort is RowKey {
  return ROW_KEYS.some((key) => key === sort);
}

/** What stands in the table, from the top down. Rows without a value for the sort come last; ties stay as in the dataset. */
export function tableView(
  rows: readonly BatchRow[],
  options: TableOptions,
  outcomeOf: OutcomeFinder,
): readonly TableEntry[] {
  const shown = sortRows(filterRows(rows, options, outcomeOf), rows, options, outcomeOf);
  if (options.grouping === 'none') return shown;
  const titleOf = GROUP_TITLES[options.grouping];
  const groups = groupBy(shown, (index) => titleOf(rowAt(rows, index)));
  return [...groups].flatMap(([title, indices]) => [{ title, count: indices.length }, ...indices]);
}

const GROUP_TITLES: Readonly<Record<Exclude<Grouping, 'none'>, (row: BatchRow) => string>> = {
  source: ({ item }) => item.source?.name ?? '',
  instruction: ({ item }) => item.instruction,
  editor: ({ candidate }) => candidate.model ?? 'No model named',
};

/** Grouped by editor, each one's best pictures come first, unless the table is sorted already. */
export function groupedBy(grouping: Grouping, { sort }: Pick<TableOptions, 'sort'>): Partial<TableOptions> {
  return grouping === 'editor' && sort === 'line' ? { grouping, sort: 'reward', descending: true } : { grouping };
}

function rowAt(rows: readonly BatchRow[], index: number): BatchRow {
  const row = rows[index];
  if (!row) throw new RangeError(`The batch has no row ${index}.`);
  return row;
}

function filterRows(rows: readonly BatchRow[], { text, status }: TableOptions, outcomeOf: OutcomeFinder): number[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const indices: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (status !== 'all' && statusOf(outcomeOf(row)) !== status) continue;
    if (words.length === 0 || hasWords(row, words)) indices.push(index);
  }
  return indices;
}

function hasWords({ item, candidate }: BatchRow, words: readonly string[]): boolean {
  const text = [item.instruction, item.source?.name ?? '', candidate.image.name, candidate.model ?? '']
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function sortRows(
  indices: readonly number[],
  rows: readonly BatchRow[],
  { sort, descending }: TableOptions,
  outcomeOf: OutcomeFinder,
): number[] {
  if (sort === 'line') return descending ? indices.toReversed() : [...indices];
  // Once for each row, not for each comparison; by index, which is quicker than a map.
  const values: (number | string | undefined)[] = Array.from({ length: rows.length });
  for (const index of indices) values[index] = valueOf(rowAt(rows, index), sort, outcomeOf);
  const sign = descending ? -1 : 1;
  return indices.toSorted((a, b) => compare(values[a], values[b], sign) || a - b);
}

function valueOf(row: BatchRow, sort: SortKey, outcomeOf: OutcomeFinder): number | string | undefined {
  if (sort === 'line') return row.item.line;
  if (sort === 'model') return row.candidate.model;
  if (sort === 'file') return row.candidate.image.name;
  const outcome = outcomeOf(row);
  if (!outcome || !('score' in outcome)) return undefined;
  const { score } = outcome;
  if (sort === 'sigma') return score.logSigma;
  // The table may still be sorted by a head of the model before.
  return sort === 'reward' ? score.reward : score.heads[sort.slice('head:'.length)]?.mu;
}

function compare(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}
