import type { RowProblem } from '../../core/dataset/datasetItem.ts';
import type { ReadRows } from './jsonRows.ts';
import type { Row } from './row.ts';

/** A line of a table, which may be several lines of the file when a cell holds line breaks. */
interface CsvRecord {
  /** The line of the file that it starts on. */
  readonly line: number;
  readonly cells: readonly string[];
  /** False when a quotation mark is still open at the end of the file. */
  readonly isClosed: boolean;
}

const DELIMITERS = [',', ';', '\t'];

/**
 * The rows of a table whose first line names its columns: RFC 4180, and what programs write beside it (line feeds alone,
 * semicolons or tabs instead of commas). The text has no byte-order mark any more.
 */
export function readCsv(text: string): ReadRows {
  const delimiter = mostFrequent(DELIMITERS, text.slice(0, endOfHeader(text)));
  const [header, ...records] = splitRecords(text, delimiter);
  const columns = header?.cells.map((name) => name.trim()) ?? [];
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const { line, cells, isClosed } of records) {
    const message = problemWith(cells.length, columns.length, isClosed);
    if (message !== undefined) problems.push({ line, message });
    else rows.push({ line, values: Object.fromEntries(columns.map((name, index) => [name, cells[index]])) });
  }
  return { rows, problems };
}

function problemWith(cellCount: number, columnCount: number, isClosed: boolean): string | undefined {
  if (!isClosed) return 'A quotation mark that opens in this row is never closed.';
  if (cellCount === columnCount) return undefined;
  return `The row has ${cellCount} cells, but there are ${columnCount} columns.`;
}

function endOfHeader(text: string): number {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text.length : end;
}

function mostFrequent(delimiters: readonly string[], header: string): string {
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

function splitRecords(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const cells: string[] = [];
    const start = at;
    let isClosed = true;
    for (let isLast = false; !isLast;) {
      const cell = readCell(text, at, delimiter);
      cells.push(cell.value);
      isClosed &&= cell.isClosed;
      isLast = text[cell.end] !== delimiter;
      at = cell.end + 1;
    }
    if (text[at - 1] === '\r' && text[at] === '\n') at++;
    const isEmpty = cells.length === 1 && cells[0]?.trim() === '';
    if (!isEmpty) records.push({ line, cells, isClosed });
    line += countLines(text, start, at);
  }
  return records;
}

/** The cell that starts at `start`, and where what ends it stands: a delimiter, a line break or the end of the text. */
function readCell(text: string, start: number, delimiter: string): { value: string; end: number; isClosed: boolean } {
  if (text[start] !== '"') {
    const end = endOfPlain(text, start, delimiter);
    return { value: text.slice(start, end), end, isClosed: true };
  }
  let value = '';
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { value: value + text.slice(at), end: text.length, isClosed: false };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const end = endOfPlain(text, quote + 1, delimiter);
      return { value: value + text.slice(quote + 1, end), end, isClosed: true };
    }
    value += '"';
    at = quote + 2;
  }
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  let at = start;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** A carriage return with a line feed is one line break. */
function countLines(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 0;
}
