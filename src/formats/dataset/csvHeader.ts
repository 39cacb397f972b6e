import { canonicalName, isKnownColumn } from './columnNames.ts';
import { cellsOf, markLength, scanRecord } from './csvScan.ts';
import { countLines } from './jsonScan.ts';
import { isOtherName } from './otherNames.ts';
import { isPicture } from './pictureValue.ts';
import { tryRead } from './tryRead.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** Before the line of names, programs and people put a title, comments and blank lines, but not many. */
const MAX_LINES_BEFORE = 20;

/** A first line as Excel writes and reads it: `sep=;`. */
const SEPARATOR = /^\ufeff?\s*"?sep=([ !#-~\t])"?[\r\n]/i;

/** More than such a line has, with blank ones before it. */
const LINE_BYTES = 256;

/** Fewer known names may stand in a row by chance. */
const CERTAIN = 2;

export interface CsvHeader {
  readonly delimiter: string;
  /** As they are written. */
  readonly columns: readonly string[];
  /** Behind its line. */
  readonly next: number;
  /** Of the lines before it that are no title, comment or blank. */
  readonly linesBefore: readonly number[];
}

/** Keeps the mark at the start, so that places in text and bytes are the same. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface Line {
  readonly text: string;
  readonly cells: readonly string[];
  readonly line: number;
  readonly next: number;
}

/** Finds the line that names columns, of those at the start of a table. Undefined where none does. */
export type HeaderFinder = (bytes: Uint8Array) => CsvHeader | undefined;

/** The first with most known names. */
export const findHeader: HeaderFinder = (bytes) => headerIn(bytes, knownHeader);

/** The line that has these names, in lower case. */
export function headerWith(names: ReadonlySet<string>): HeaderFinder {
  const namesIn = ({ cells }: Line) => new Set(cells.map(canonicalName).filter((name) => names.has(name))).size;
  return (bytes) => headerIn(bytes, (tables) => bestHeader(tables, namesIn, 1));
}

/** The known one, or else a first line that has as many cells as those after it, none of them a picture. */
export const likelyHeader: HeaderFinder = (bytes) => findHeader(bytes) ?? headerIn(bytes, evenTable);

function knownHeader(tables: readonly Table[]): FoundHeader | undefined {
  return bestHeader(tables, knownNames, 1) ?? bestHeader(tables, otherNames, CERTAIN);
}

function evenTable(tables: readonly Table[]): FoundHeader | undefined {
  const found = tables.flatMap(({ delimiter, lines }) => {
    const [header, ...rows] = lines.filter(({ text }) => !isAside(text));
    const isHeader = header !== undefined && header.cells.length > 1 && !header.cells.some(isPicture);
    if (!isHeader || rows.length === 0) return [];
    const even = rows.filter(({ cells }) => cells.length === header.cells.length).length;
    return even / rows.length >= EVEN ? [{ delimiter, header, lines }] : [];
  });
  return found.toSorted((a, b) => b.header.cells.length - a.header.cells.length)[0];
}

/** A row may be damaged, or cut off at the end of what is looked at. */
const EVEN = 0.8;

type FindIn = (tables: readonly Table[]) => FoundHeader | undefined;

function headerIn(bytes: Uint8Array, findIn: FindIn): CsvHeader | undefined {
  const [first, separator] = SEPARATOR.exec(decoder.decode(bytes.subarray(0, LINE_BYTES))) ?? [];
  const start = first === undefined ? markLength(bytes, 0) : new TextEncoder().encode(first).length;
  const among = (delimiters: readonly string[]) =>
    findIn(delimiters.map((delimiter) => ({ delimiter, lines: firstLines(bytes, start, delimiter) })));
  // A table that was saved anew with other delimiters may keep its old first line.
  const found = (separator && among([separator])) || among(DELIMITERS);
  if (!found) return undefined;
  const { delimiter, header, lines } = found;
  const before = lines.slice(0, lines.indexOf(header)).filter(({ text }) => !isAside(text));
  return { delimiter, columns: namesOf(header.cells), next: header.next, linesBefore: before.map(({ line }) => line) };
}

interface Table {
  readonly delimiter: string;
  readonly lines: readonly Line[];
}

interface FoundHeader extends Table {
  readonly header: Line;
}

/** A line with at least so many names, and rather with several. */
function bestHeader(tables: readonly Table[], namesIn: (line: Line) => number, least: number): FoundHeader | undefined {
  const found = tables.flatMap(({ delimiter, lines }) => {
    const header = lines.find((line) => namesIn(line) >= CERTAIN) ?? lines.find((line) => namesIn(line) >= least);
    return header ? [{ delimiter, header, lines }] : [];
  });
  return found.toSorted(
    (a, b) => namesIn(b.header) - namesIn(a.header) || b.header.cells.length - a.header.cells.length,
  )[0];
}

/** Without the empty cells that Excel puts behind the last name. */
function namesOf(cells: readonly string[]): readonly string[] {
  return cells.slice(0, 1 + cells.findLastIndex((cell) => cell.trim() !== ''));
}

function isAside(text: string): boolean {
  return /^\ufeff?[\s,;|]*(#.*)?$/s.test(text);
}

function knownNames({ cells, text }: Line): number {
  return text.startsWith('#') ? 0 : new Set(cells.filter(isKnownColumn).map(canonicalName)).size;
}

/** Looked at where no line has an official name. */
function otherNames({ cells, text }: Line): number {
  return text.startsWith('#') ? 0 : new Set(cells.map(canonicalName).filter(isOtherName)).size;
}

function firstLines(bytes: Uint8Array, start: number, delimiter: string): Line[] {
  const lines: Line[] = [];
  for (
    let [at, line] = [start, 1 + countLines(bytes, 0, start)];
    at < bytes.length && lines.length < MAX_LINES_BEFORE;
  ) {
    const scan = scanRecord(bytes, at, delimiter.charCodeAt(0), true);
    const next = scan.kind === 'whole' ? scan.next : bytes.length;
    const text = decoder.decode(bytes.subarray(at, scan.kind === 'whole' ? scan.end : next));
    const cells = tryRead(() => cellsOf(text, delimiter));
    lines.push({ text, cells: 'value' in cells ? cells.value : [], line, next });
    line += countLines(bytes, at, next);
    at = next;
  }
  return lines;
}
