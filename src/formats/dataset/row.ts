import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { canonicalName } from './columnNames.ts';
import { parseJson, parsePython } from './jsonText.ts';

/** A row of a dataset file as it was read, before anyone asked what it means. */
export interface Row {
  /** From 1. */
  readonly line: number;
  /** By the names of the columns, in lower case. Reading one that is there, but cannot be read, throws {@link RowError}. */
  readonly values: RowValues;
  /** Pictures in the row itself that its lists name. */
  readonly pictures?: ReadonlyMap<string, ImageReference>;
}

export type RowValues = Readonly<Record<string, unknown>>;

/** A row cannot be used; the message says why, as a sentence. The reader adds where. */
export class RowError extends EditRewardError {
  override readonly name = 'RowError';
}

/** Why a row of text cannot be used that holds them. */
export const ZERO_BYTES = 'The row holds zero bytes, so the file is damaged here.';

/** A cell of which something is there, but not certain or not readable. */
export class UnreadableCell {
  /** A sentence. */
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * Values by the names of their columns, in lower case. Where one name stands twice, or in two spellings, the values must be equal. A
 * cell that cannot be read makes only that row unusable in which someone asks for it.
 */
export function rowValues(cells: Iterable<readonly [string, unknown]>): RowValues {
  const named = new Map<string, unknown>();
  for (const [name, value] of cells) {
    const column = canonicalName(name);
    if (column === '') continue;
    const isOther = named.has(column) && named.get(column) !== value;
    named.set(column, isOther ? new UnreadableCell(twice(column)) : value);
  }
  const values: Record<string, unknown> = {};
  for (const [column, value] of named) define(values, column, value);
  return values;
}

function twice(column: string): string {
  return `The column "${column}" stands twice, with different values. Keep one of them.`;
}

/** The same for an object of names that are unique; mostly they are as they should be. */
export function canonicalValues(object: RowValues): RowValues {
  for (const name in object) {
    if (canonicalName(name) !== name) return rowValues(Object.entries(object));
  }
  return object;
}

function define(values: Record<string, unknown>, column: string, value: unknown): void {
  if (value instanceof UnreadableCell) {
    const get = (): never => {
      throw new RowError(value.reason);
    };
    Object.defineProperty(values, column, { enumerable: true, configurable: true, get });
  } else {
    values[column] = value;
  }
}

/** The first of several columns that holds something, as text; undefined when none does. Integers of any size keep their digits. */
export function textOf({ values }: Row, ...columns: string[]): string | undefined {
  for (const column of columns) {
    const value = values[column];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value))) return String(value);
  }
  return undefined;
}

/** How programs write that there is no number or flag: an empty cell, Python's `nan` and `None`, JSON's `null`. */
const MISSING = new Set(['', 'nan', 'none', 'null']);

/** What JavaScript takes for a number beside it, such as `0x10`, people do not write into a score. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A finite number, also written as text. Undefined when the column is missing, empty or NaN. Throws {@link RowError}
 * for everything else: lists, flags, and texts that are a number to some people, such as `1,000` or `3,5`.
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

/** A value as it is. Parsed if a cell of a table holds JSON, or a list as Python prints it. */
export function valueOf({ values }: Row, column: string): unknown {
  const value = values[column];
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    return parsePython(value) ?? value;
  }
}

const SHOWN = 40;

export function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
