import type { RowProblem } from '../../core/dataset/datasetItem.ts';
import { messageOf } from '../../core/errors.ts';
import type { Row } from './row.ts';

/** A piece of a JSON text and the line that it starts on. */
interface JsonPiece {
  readonly line: number;
  readonly text: string;
}

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

/** The rows of a JSON list of objects. Each is parsed by itself, so that a damaged one does not hide the others. */
export function readJsonList(text: string): ReadRows {
  return parsePieces(numberApart(splitList(text)));
}

/** The rows of a file with one JSON object a line; empty lines are nothing. */
export function readJsonLines(text: string): ReadRows {
  const lines = text.split('\n').map((piece, index) => ({ line: index + 1, text: piece }));
  return parsePieces(lines.filter((piece) => piece.text.trim() !== ''));
}

function parsePieces(pieces: readonly JsonPiece[]): ReadRows {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const { line, text } of pieces) {
    const parsed = parseObject(text);
    if ('values' in parsed) rows.push({ line, values: parsed.values });
    else problems.push({ line, message: parsed.message });
  }
  return { rows, problems };
}

function parseObject(text: string): { values: Readonly<Record<string, unknown>> } | { message: string } {
  try {
    const value = parseLeniently(text);
    if (isRecord(value)) return { values: value };
    return { message: 'The row is not a JSON object. Each row holds one edit or several in braces.' };
  } catch (error) {
    return { message: `The row is not valid JSON: ${messageOf(error)}.` };
  }
}

/** Python writes NaN and Infinity, which JSON does not know, where a number is missing. */
function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(withoutNan(text));
  }
}

/** Outside strings: a string is matched whole, and kept. */
function withoutNan(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs, (found) => (found.startsWith('"') ? found : 'null'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Python writes a list on one line: where pieces share a line, each is numbered by its place instead. */
function numberApart(pieces: readonly JsonPiece[]): readonly JsonPiece[] {
  const areApart = pieces.every(({ line }, index) => line !== pieces[index - 1]?.line);
  return areApart ? pieces : pieces.map(({ text }, index) => ({ line: index + 1, text }));
}

/** The elements of a list, found by counting brackets outside strings. What ends too early ends with the text. */
function splitList(text: string): JsonPiece[] {
  const pieces: JsonPiece[] = [];
  let line = countLines(text, 0, text.indexOf('['));
  let [start, startLine, depth] = [-1, 1, 0];
  for (let at = text.indexOf('[') + 1; at <= text.length; at++) {
    const character = text[at] ?? ']';
    const isEnd = at === text.length || (depth === 0 && (character === ',' || character === ']'));
    if (isEnd) {
      if (start !== -1) pieces.push({ line: startLine, text: text.slice(start, at) });
      start = -1;
      if (character === ']') break;
    } else if (character === '\n') {
      line++;
    } else if (character !== ' ' && character !== '\t' && character !== '\r') {
      if (start === -1) [start, startLine] = [at, line];
      if (character === '"') at = endOfString(text, at);
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
    }
  }
  return pieces;
}

function countLines(text: string, start: number, end: number): number {
  return text.slice(start, end).split('\n').length;
}

/** Index of the quotation mark that closes the string which opens at `start`, or the text's last. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}
