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

/** How programs write that there is no number or flag: an empty cell, Python's `nan` and `None`, JSON's `null`. */
const MISSING = new Set(['', 'nan', 'none', 'null']);

/** What JavaScript takes for a number beside it, such as `0x10`, people do not write into a score. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A finite number, also written as text; undefined when the column is missing, empty or NaN. Throws {@link RowError} for all
 * else: for what is a number to some, such as `1,000` or `3,5`, and for lists and flags.
 */
export function numberOf({ values }: Row, column: string): number | undefined {
  const value = values[column];
  const text = plainText(value);
  if (MISSING.has(text.toLowerCase())) return undefined;
  const number = NUMBER.test(text) && typeof value !== 'boolean' ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new RowError(`${column} is "${shorten(text)}", which is not a number.`);
}

const TRUE = new Set(['true', 'yes', 'y', 't', '1', '1.0']);
const FALSE = new Set(['false', 'no', 'n', 'f', '0', '0.0']);

/**
 * True or false, as JSON, Python, tables and people write them; undefined when the column is missing, empty or NaN. Throws
 * {@link RowError} when something else is there.
 */
export function flagOf({ values }: Row, column: string): boolean | undefined {
  const text = plainText(values[column]);
  const lower = text.toLowerCase();
  if (MISSING.has(lower)) return undefined;
  if (TRUE.has(lower) || FALSE.has(lower)) return TRUE.has(lower);
  throw new RowError(`${column} is "${shorten(text)}", which is neither true nor false.`);
}

/** A value as a text without spaces around it, empty where there is none. */
function plainText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? textOfObject(value) : String(value).trim();
}

function textOfObject(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an unknown time' : value.toISOString();
  if (value instanceof Uint8Array) return 'bytes';
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
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
