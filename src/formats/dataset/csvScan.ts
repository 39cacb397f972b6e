/** Finds where the records and cells of a table end: RFC 4180, and what programs write beside it. */
import { endOfLine } from './jsonScan.ts';
import { RowError } from './row.ts';

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

/** The record that starts at a place. `next` is behind its line break. */
export type RecordScan =
  | { readonly kind: 'whole'; readonly end: number; readonly next: number }
  /** The bytes end before it does. */
  | { readonly kind: 'open' }
  /** A quotation mark opens in it and is never closed, or only far behind: then that one is the mark of another row. */
  | { readonly kind: 'unclosed' };

/** `delimiter` is one byte. */
export function scanRecord(bytes: Uint8Array, start: number, delimiter: number, isLast: boolean): RecordScan {
  for (let at = start; ; at++) {
    if (bytes[at] === SPACE) at = endOfSpaced(bytes, at, delimiter);
    if (bytes[at] === QUOTE) {
      const end = endOfQuoted(bytes, at);
      // A mark at the end may be the first of two.
      if (end >= bytes.length - 1 && !isLast) return { kind: 'open' };
      if (end === bytes.length || isTornOpen(bytes, at, end, delimiter)) return { kind: 'unclosed' };
      at = end + 1;
    }
    while (at < bytes.length && !endsCell(bytes[at], delimiter)) at++;
    if (bytes[at] === delimiter) continue;
    if (at === bytes.length && !isLast) return { kind: 'open' };
    return { kind: 'whole', end: at, next: Math.min(bytes.length, at + breakLength(bytes, at)) };
  }
}

/**
 * Behind the closing mark of a cell that some programs write, with spaces before its marks. The start of any other cell, in which a
 * mark is a character.
 */
function endOfSpaced(bytes: Uint8Array, start: number, delimiter: number): number {
  if (delimiter === SPACE) return start;
  let open = start;
  while (bytes[open] === SPACE) open++;
  if (bytes[open] !== QUOTE) return start;
  const line = bytes.subarray(0, endOfLine(bytes, open));
  const end = endOfQuoted(line, open);
  let behind = end + 1;
  while (line[behind] === SPACE) behind++;
  const isAround = end < line.length && (behind >= line.length || line[behind] === delimiter);
  return isAround ? end + 1 : start;
}

/** Of the byte-order mark, which stands at the start, and in the middle where files were joined; 0 without one. */
export function markLength(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0;
}

function endsCell(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === NEWLINE || byte === RETURN;
}

function breakLength(bytes: Uint8Array, at: number): number {
  return bytes[at] === RETURN && bytes[at + 1] === NEWLINE ? 2 : 1;
}

/** Index of the mark that closes the cell which opens at `start`; the bytes' length without one. Two marks are one of the cell. */
function endOfQuoted(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 2)) {
    if (bytes[at + 1] !== QUOTE) return at;
  }
  return bytes.length;
}

/** Whether a cell of several lines goes on behind its mark: no program writes that. */
function isTornOpen(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  let at = end + 1;
  while (bytes[at] === SPACE) at++;
  if (at >= bytes.length || endsCell(bytes[at], delimiter)) return false;
  return bytes.subarray(start, end).some((byte) => byte === NEWLINE || byte === RETURN);
}

/** Of a cell in marks. Others read the rest in different ways, and none of them as it was meant. */
const SINGLE_MARK =
  'A cell goes on behind its closing quotation mark. A mark within a cell is written twice (""), not as \\".';

/** The cells of a record. Throws {@link RowError}. */
export function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    const { value, end } = cellAt(record, at, delimiter);
    cells.push(value);
    if (end >= record.length) return cells;
    at = end + 1;
  }
}

interface Cell {
  readonly value: string;
  /** The place of what ends it: a delimiter or the end of the record. */
  readonly end: number;
}

function cellAt(record: string, start: number, delimiter: string): Cell {
  if (record[start] === '"') return quotedCellAt(record, start, delimiter);
  const spaced = record[start] === ' ' ? spacedCellAt(record, start, delimiter) : undefined;
  if (spaced) return spaced;
  const end = endOfPlain(record, start, delimiter);
  return { value: record.slice(start, end), end };
}

function quotedCellAt(record: string, start: number, delimiter: string): Cell {
  const { value, end } = quotedAt(record, start);
  const next = endOfPlain(record, end, delimiter);
  const rest = record.slice(end, next);
  if (rest.trim() !== '') throw new RowError(SINGLE_MARK);
  return { value: value + rest, end: next };
}

/** Undefined if a mark in the cell is a character of it: see `endOfSpaced`. */
function spacedCellAt(record: string, start: number, delimiter: string): Cell | undefined {
  if (delimiter === ' ') return undefined;
  let open = start;
  while (record[open] === ' ') open++;
  if (record[open] !== '"') return undefined;
  const { value, end, isClosed } = quotedAt(record, open);
  const next = endOfPlain(record, end, delimiter);
  const isAround = isClosed && !/[\n\r]/.test(value) && record.slice(end, next).trim() === '';
  return isAround ? { value, end: next } : undefined;
}

/** What stands in the marks that open at `start`; `end` is behind the closing one. */
function quotedAt(record: string, start: number): Cell & { readonly isClosed: boolean } {
  let value = '';
  for (let at = start + 1; ;) {
    const quote = record.indexOf('"', at);
    if (quote === -1) return { value: value + record.slice(at), end: record.length, isClosed: false };
    value += record.slice(at, quote);
    if (record[quote + 1] !== '"') return { value, end: quote + 1, isClosed: true };
    value += '"';
    at = quote + 2;
  }
}

function endOfPlain(record: string, start: number, delimiter: string): number {
  const end = record.indexOf(delimiter, start);
  return end === -1 ? record.length : end;
}
