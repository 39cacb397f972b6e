import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  countLines,
  endOfComment,
  endOfString,
  isComment,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  scanContainer,
  skipSpace,
} from './jsonScan.ts';

/** A key of a JSON object and the bytes of its value. */
export interface JsonMember {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Of the file, on which the value starts. */
  readonly line: number;
}

/** The members of an object that is closed, without parsing their values. `line` is that on which it starts. */
export function membersOf(bytes: Uint8Array, line: number): JsonMember[] {
  const members: JsonMember[] = [];
  let [counted, countedLine] = [0, line];
  for (let at = skip(bytes, 1); bytes[at] === QUOTE;) {
    const keyEnd = endOfString(bytes, at) + 1;
    const start = skip(bytes, skip(bytes, keyEnd) + (bytes[skip(bytes, keyEnd)] === COLON ? 1 : 0));
    const end = endOfValue(bytes, start);
    countedLine += countLines(bytes, counted, start);
    counted = start;
    members.push({ key: keyOf(bytes.subarray(at, keyEnd)), bytes: bytes.subarray(start, end), line: countedLine });
    at = skip(bytes, end);
    while (bytes[at] === COMMA) at = skip(bytes, at + 1);
  }
  return members;
}

function skip(bytes: Uint8Array, start: number): number {
  let at = skipSpace(bytes, start);
  while (isComment(bytes, at)) at = skipSpace(bytes, endOfComment(bytes, at));
  return at;
}

function endOfValue(bytes: Uint8Array, start: number): number {
  const byte = bytes[start];
  if (byte === QUOTE) return endOfString(bytes, start) + 1;
  if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
    const scan = scanContainer(bytes, start);
    return scan.kind === 'closed' ? scan.end : bytes.length;
  }
  let at = start;
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE_OBJECT && bytes[at] !== CLOSE_LIST) at++;
  return at;
}

function keyOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
