/** Finds where the records and cells of a table end: RFC 4180, and what programs write beside it. */
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

/** The cells of a record. */
export function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    const { value, end } = cellAt(record, at, delimiter);
    cells.push(value);
    if (end >= record.length) return cells;
    at = end + 1;
  }
}

/** The cell that starts at `start`, and the place of what ends it: a delimiter or the end of the record. */
function cellAt(record: string, start: number, delimiter: string): { value: string; end: number } {
  if (record[start] !== '"') {
    const end = endOfPlain(record, start, delimiter);
    return { value: record.slice(start, end), end };
  }
  let value = '';
  for (let at = start + 1; ;) {
    const quote = record.indexOf('"', at);
    if (quote === -1) return { value: value + record.slice(at), end: record.length };
    value += record.slice(at, quote);
    if (record[quote + 1] !== '"') {
      const end = endOfPlain(record, quote + 1, delimiter);
      return { value: value + record.slice(quote + 1, end), end };
    }
    value += '"';
    at = quote + 2;
  }
}

function endOfPlain(record: string, start: number, delimiter: string): number {
  const end = record.indexOf(delimiter, start);
  return end === -1 ? record.length : end;
}
