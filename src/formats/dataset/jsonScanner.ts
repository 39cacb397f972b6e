import type { ByteScanner } from './byteScanner.ts';
import { isRowLike } from './columnNames.ts';
import { asciiOf } from './decodeRow.ts';
import { JsonObject } from './jsonSpan.ts';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  endOfComment,
  endOfString,
  isComment,
  mayFollowString,
  NEWLINE,
  nextLineWithRow,
  nextRow,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  RETURN,
  scanContainer,
  type ContainerScan,
} from './jsonScan.ts';
import { LineCounter } from './lineCounter.ts';

/** Hears of everything that is in a JSON text, in its order. */
export interface JsonListener {
  /** Gives whether it was a row, or something like one. `isBehindDamage`: it may be a part of the damaged row before it. */
  object(object: JsonObject, isBehindDamage: boolean): boolean;
  /** Where a row should be. */
  problem(line: number, message: string): void;
  /** Between rows. */
  remark(line: number, message: string): void;
}

export const NOT_AN_OBJECT = 'The row is not a JSON object. Each row holds one edit or several in braces.';
const INVALID = 'The row is not valid JSON';
const DAMAGE = {
  broken: `${INVALID}: a bracket or a quotation mark is missing in it.`,
  open: `${INVALID}: the file ends inside it. It may have been cut off.`,
  deep: `${INVALID}: it is nested deeper than any row.`,
};
const LIST_CUT_OFF = 'The file ends before its list does. It may have been cut off behind the row before.';
const STRAY_BRACKET = 'A bracket closes here that was never opened.';
const ZERO_BYTES = 'Zero bytes stand here, so the file is damaged: rows may be lost.';
const OPEN_COMMENT = 'A comment opens here and is never closed.';

/** Shown of what is no row. */
const SHOWN = 40;

/**
 * Finds the objects in JSON as it comes: a list, lines, objects one after another, several lists, comments, a few words
 * before or after. One list or none is the same to it: brackets and commas between objects only part them. So one
 * damaged row hides no other, and nothing between rows is skipped silently.
 */
export class JsonScanner implements ByteScanner {
  readonly #listener: JsonListener;
  #line: number;
  #listDepth = 0;
  /** Behind a damaged row: what stands before the next one belongs to the damage. */
  #isDamaged = false;
  #ascii: string | undefined;

  constructor(listener: JsonListener, firstLine = 1) {
    this.#listener = listener;
    this.#line = firstLine;
  }

  scan(window: Uint8Array, isLast: boolean): number {
    // A carriage return may be half of a line break.
    const bytes = !isLast && window.at(-1) === RETURN ? window.subarray(0, -1) : window;
    const lines = new LineCounter(bytes);
    this.#ascii = asciiOf(bytes);
    let at = 0;
    while (at < bytes.length) {
      if (!isBetween(bytes, at)) this.#line += lines.countTo(at);
      const next = this.#step(bytes, at, isLast);
      if (next === undefined) break;
      at = next;
    }
    this.#line += lines.countTo(at);
    if (isLast && this.#listDepth > 0 && !this.#isDamaged) this.#listener.remark(this.#line, LIST_CUT_OFF);
    return at;
  }

  /** Behind what stands at `at`; undefined when it is not whole. */
  #step(bytes: Uint8Array, at: number, isLast: boolean): number | undefined {
    const byte = bytes[at] ?? 0;
    if (byte === OPEN_OBJECT) return this.#object(bytes, at, isLast);
    if (isBetween(bytes, at)) return at + 1;
    if (byte === OPEN_LIST) this.#listDepth++;
    else if (byte === CLOSE_LIST && this.#listDepth > 0) this.#listDepth--;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#remark(STRAY_BRACKET);
    else if (isComment(bytes, at)) return this.#comment(bytes, at, isLast);
    else return markAt(bytes, at) > 0 ? at + markAt(bytes, at) : this.#other(bytes, at, isLast);
    return at + 1;
  }

  #object(bytes: Uint8Array, start: number, isLast: boolean): number | undefined {
    const found = scanContainer(bytes, start);
    if (found.kind === 'closed') return this.#closed(bytes, start, found);
    if (found.kind === 'open' && !isLast) return undefined;
    const next = behindDamage(bytes, start, found);
    // The next row may not be there yet.
    if (next === -1 && !isLast) return undefined;
    if (!this.#isDamaged || namesRowColumn(bytes, start)) this.#listener.problem(this.#line, DAMAGE[found.kind]);
    this.#isDamaged = true;
    return next === -1 ? bytes.length : next;
  }

  #closed(bytes: Uint8Array, start: number, found: Extract<ContainerScan, { kind: 'closed' }>): number {
    const { keyCount, hasLongInteger } = found;
    const facts = { line: this.#line, keyCount, hasLongInteger, isInList: this.#listDepth > 0 };
    const isRow = this.#listener.object(
      new JsonObject({ bytes, ascii: this.#ascii }, start, found.end, facts),
      this.#isDamaged,
    );
    if (isRow) this.#isDamaged = false;
    return found.end;
  }

  #comment(bytes: Uint8Array, at: number, isLast: boolean): number | undefined {
    const end = endOfComment(bytes, at);
    if (end < bytes.length) return end;
    if (!isLast) return undefined;
    const isLine = bytes[at + 1] !== '*'.charCodeAt(0);
    if (!isLine && !endsComment(bytes)) this.#remark(OPEN_COMMENT);
    return end;
  }

  /** A word, a number or a text where a row should be. */
  #other(bytes: Uint8Array, start: number, isLast: boolean): number | undefined {
    const end = bytes[start] === QUOTE ? endOfText(bytes, start) : endOfWord(bytes, start);
    if (end >= bytes.length && !isLast) return undefined;
    const message = whatIsWrong(new TextDecoder().decode(bytes.subarray(start, end)).trim());
    if (this.#listDepth === 0) this.#remark(message);
    else if (!this.#isDamaged) this.#listener.problem(this.#line, message);
    return Math.min(end, bytes.length);
  }

  #remark(message: string): void {
    if (!this.#isDamaged) this.#listener.remark(this.#line, message);
  }
}

/**
 * Where to go on behind damage. Nothing that may be a row is skipped, also not a row that the damage seems to hold. -1
 * when nothing follows.
 */
function behindDamage(bytes: Uint8Array, start: number, found: Exclude<ContainerScan, { kind: 'closed' }>): number {
  const at = found.kind === 'open' ? bytes.length - 1 : found.at;
  const line = nextLineWithRow(bytes, start + 1, at + 1);
  if (line !== -1) return line;
  const isNext = found.kind === 'broken' && (bytes[at] === OPEN_OBJECT || bytes[at] === CLOSE_LIST);
  if (isNext) return at;
  return nextRow(bytes, found.kind === 'open' ? start + 1 : Math.max(start + 1, at));
}

/** Looked at to tell a row that is damaged from a part of the one before. */
const START_BYTES = 400;

function namesRowColumn(bytes: Uint8Array, start: number): boolean {
  const text = new TextDecoder().decode(bytes.subarray(start, start + START_BYTES));
  return [...text.matchAll(/"([^"]*)"\s*:/g)].some(([, key = '']) => isRowLike({ [key]: '' }));
}

function whatIsWrong(text: string): string {
  if (text.includes('\0')) return ZERO_BYTES;
  try {
    JSON.parse(text);
    return NOT_AN_OBJECT;
  } catch {
    return `${INVALID}: "${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}" stands outside of any row.`;
  }
}

/** Characters that part rows or say nothing: blanks, commas, and the record separator of JSON text sequences (RFC 7464). */
const BETWEEN = new Set([0x20, 0x09, NEWLINE, RETURN, COMMA, 0x0b, 0x0c, 0x1e]);

function isBetween(bytes: Uint8Array, at: number): boolean {
  return BETWEEN.has(bytes[at] ?? 0);
}

/** Of several bytes: the byte-order mark, which stands in the middle where files were joined, and Unicode's line ends and blanks. */
const MARKS = ['\ufeff', '\u2028', '\u2029', '\u0085', '\u00a0', '\u3000'].map((mark) =>
  new TextEncoder().encode(mark),
);

/** The length of such a mark; 0 without one. */
function markAt(bytes: Uint8Array, at: number): number {
  const found = MARKS.find((mark) => mark.every((byte, index) => bytes[at + index] === byte));
  return found?.length ?? 0;
}

function endsComment(bytes: Uint8Array): boolean {
  return bytes.at(-1) === '/'.charCodeAt(0) && bytes.at(-2) === '*'.charCodeAt(0);
}

/** Behind the text that opens here; of a mark without another one, only what would be a word. */
function endOfText(bytes: Uint8Array, start: number): number {
  const end = Math.abs(endOfString(bytes, start)) + 1;
  return end < bytes.length && !mayFollowString(bytes[end]) ? endOfWord(bytes, start) : end;
}

const ENDS_WORD = new Set([OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA, QUOTE, NEWLINE, RETURN]);

function endOfWord(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && !ENDS_WORD.has(bytes[at] ?? 0)) at++;
  return at;
}
