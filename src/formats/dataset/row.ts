import { EditRewardError } from '../../core/errors.ts';

/** A row of a dataset file as it was read, before anyone asked what it means. */
export interface Row {
  /** From 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row cannot be used; the message says why, as a sentence. The reader adds where. */
export class RowError extends EditRewardError {
  override readonly name = 'RowError';
}

/** The first of several columns that holds something, as text; undefined when none does. */
export function textOf({ values }: Row, ...columns: string[]): string | undefined {
  for (const column of columns) {
    const value = values[column];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  }
  return undefined;
}

/** A finite number, also written as text; undefined when the column is missing or empty. Throws {@link RowError}. */
export function numberOf(row: Row, column: string): number | undefined {
  const text = textOf(row, column)?.trim();
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new RowError(`${column} is "${shorten(text)}", which is not a number.`);
}

/** A value as it is, or parsed where a cell of a table holds JSON. */
export function valueOf({ values }: Row, column: string): unknown {
  const value = values[column];
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const SHOWN = 40;

export function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
