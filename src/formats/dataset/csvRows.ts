import type { ByteScanner } from './byteScanner.ts';
import { canonicalName } from './columnNames.ts';
import { findHeader, type HeaderFinder } from './csvHeader.ts';
import { cellsOf, markLength, scanRecord } from './csvScan.ts';
import { decodeRow } from './decodeRow.ts';
import { countLines, endOfLine, RETURN } from './jsonScan.ts';
import { RowError, rowValues, ZERO_BYTES, type RowValues } from './row.ts';
import type { RowSink } from './rowCollector.ts';
import { createTextSharer, type TextSharer } from './shareTexts.ts';

/** Why there are no rows if no line names columns: a sentence about a table. */
export const NO_HEADER =
  'no line at its start names columns that are known. The first line of a table names them, such as "instruction", ' +
  '"source", "path1" and "path2"';

interface Table {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** The same in lower case. */
  readonly names: readonly string[];
  /** Whether all names are proper and none appears twice: then rows are made faster. */
  readonly isPlain: boolean;
}

const UNCLOSED = 'A quotation mark that opens in this row is never closed.';
const BEFORE_HEADER = 'This line stands before the names of the columns, so it is no row.';
const HEADER_AGAIN = 'This line names the columns once more, so it is no row. Were files joined?';

/** A cell of the line under the names in a table of Markdown, whose cells have spaces around them and a bar before the first. */
const RULE = /^\s*(?::?-+:?)?\s*$/;

/** Finds the rows of a table. A row that is damaged takes no other with it. */
export class CsvScanner implements ByteScanner {
  readonly #sink: RowSink;
  readonly #noHeader: () => Error;
  readonly #headerIn: HeaderFinder;
  #table: Table | undefined;
  readonly #share = createTextSharer();
  #line = 1;
  /** Behind a mark that is never closed: lines that are no whole row belong to the cell that it opened. */
  #isTorn = false;

  /** Throws what `noHeader` makes when no line names columns. */
  constructor(sink: RowSink, noHeader: () => Error, headerIn: HeaderFinder = findHeader) {
    this.#sink = sink;
    this.#headerIn = headerIn;
    this.#noHeader = noHeader;
  }

  scan(window: Uint8Array, isLast: boolean): number {
    // A carriage return may be half of a line break.
    const bytes = !isLast && window.at(-1) === RETURN ? window.subarray(0, -1) : window;
    let at = 0;
    if (!this.#table && isFilled(bytes)) at = this.#readHeader(bytes);
    const table = this.#table;
    if (!table) return 0;
    for (let next = at; at < bytes.length; at = next) {
      const start = at + markLength(bytes, at);
      const scan = scanRecord(bytes, start, table.delimiter.charCodeAt(0), isLast);
      if (scan.kind === 'open') break;
      if (scan.kind === 'whole') this.#readRecord(bytes.subarray(start, scan.end), table);
      else this.#unclosed();
      // What an open mark swallows are rows that can still be read.
      next = scan.kind === 'whole' ? scan.next : Math.min(bytes.length, endOfLine(bytes, at) + 1);
      this.#line += countLines(bytes, at, next);
    }
    return at;
  }

  #readHeader(bytes: Uint8Array): number {
    const header = this.#headerIn(bytes);
    if (!header) throw this.#noHeader();
    const { delimiter, columns, next, linesBefore } = header;
    for (const line of linesBefore) this.#sink.remark(line, BEFORE_HEADER);
    const names = columns.map(canonicalName);
    const isPlain = new Set(names).size === names.length && names.every((name) => name !== '');
    this.#table = { delimiter, columns, names, isPlain };
    this.#line += countLines(bytes, 0, next);
    return next;
  }

  #unclosed(): void {
    if (!this.#isTorn) this.#sink.problem(this.#line, UNCLOSED);
    this.#isTorn = true;
  }

  #readRecord(bytes: Uint8Array, table: Table): void {
    try {
      const cells = cellsIn(decodeRow(bytes), table);
      const isTorn = this.#isTorn && cells.length !== table.columns.length;
      if (cells.length === 0 || isTorn) return;
      this.#isTorn = false;
      this.#sink.row({ line: this.#line, values: valuesOf(cells, table, this.#share) });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      this.#sink.problem(this.#line, error.message);
    }
  }
}

/** No cells for an empty line, as Excel writes them behind its rows. No empty cells behind the last column either. */
function cellsIn(record: string, { delimiter, columns }: Table): string[] {
  const cells = cellsOf(record, delimiter);
  if (cells.every((cell) => cell.trim() === '')) return [];
  if (delimiter === '|' && cells.every((cell) => RULE.test(cell))) return [];
  while (cells.length > columns.length && cells.at(-1)?.trim() === '') cells.pop();
  return columns[0] === '' && delimiter === '|' ? cells.map((cell) => cell.trim()) : cells;
}

function valuesOf(cells: readonly string[], { columns, names, isPlain }: Table, share: TextSharer): RowValues {
  if (cells.some((cell) => cell.includes('\0'))) throw new RowError(ZERO_BYTES);
  if (cells.length !== columns.length) {
    throw new RowError(`The row has ${cells.length} cells, but there are ${columns.length} columns.`);
  }
  const isHeader = cells.every((cell, index) => isSame(cell, columns[index] ?? ''));
  if (isHeader) throw new RowError(HEADER_AGAIN);
  if (!isPlain) return rowValues(columns.map((name, index) => [name, cells[index]]));
  const values: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index++) values[names[index] ?? ''] = cells[index];
  share(values);
  return values;
}

/** Cells are not names: the names that are known stay few. */
function isSame(cell: string, name: string): boolean {
  return cell.length >= name.length && cell.trim().toLowerCase() === name.trim().toLowerCase();
}

/** Whether anything but a mark and blanks is there. */
function isFilled(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).trim() !== '';
}
