/**
 * Finds where the objects of a JSON text end, by brackets and quotation marks. Whether they are JSON is not asked here.
 */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const HASH = 0x23;
const POINT = 0x2e;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;

/** JSON has no limit of its own; Python's reader stops near 1,000. What is deeper has lost its brackets. */
const MAX_DEPTH = 512;

/** 2^53 has 16 digits: shorter integers are exact in a double. */
const LONG_DIGITS = 16;

/** What is open around a place, outermost first. One scan is at work at a time. */
const containers = new Uint8Array(MAX_DEPTH);

/** Digits after a point are no integer: far enough below any count of them. */
const IN_FRACTION = -1e9;

export type ContainerScan =
  /** `end` is behind its last bracket. `keyCount`: keys in it, at any depth. */
  | { readonly kind: 'closed'; readonly end: number; readonly keyCount: number; readonly hasLongInteger: boolean }
  /** The bytes end before it does. */
  | { readonly kind: 'open' }
  /** Something at `at` cannot stand there: a bracket or a quotation mark is missing. */
  | { readonly kind: 'broken'; readonly at: number }
  /** What opens at `at` is too deep. */
  | { readonly kind: 'deep'; readonly at: number };

const OPEN: ContainerScan = { kind: 'open' };

/** The object or list that starts at `start`. Written as one loop: it sees every byte of files of hundreds of MB. */
export function scanContainer(bytes: Uint8Array, start: number): ContainerScan {
  let [depth, container, previous, digits, keyCount, hasLongInteger] = [0, 0, COLON, 0, 0, false];
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte <= SPACE) {
      digits = 0;
      continue;
    }
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      if (at >= bytes.length) return OPEN;
      if (at < 0 || !mayFollowString(bytes[at + 1])) return { kind: 'broken', at: Math.abs(at) };
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const isValue = previous === COLON || (container === OPEN_LIST && (previous === OPEN_LIST || previous === COMMA));
      if (!isValue) return { kind: 'broken', at };
      if (depth === MAX_DEPTH) return { kind: 'deep', at };
      containers[depth++] = byte;
      container = byte;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (byte === CLOSE_LIST && container === OPEN_OBJECT) return { kind: 'broken', at };
      // A list that is not closed ends with its object, which is then no JSON.
      if (byte === CLOSE_OBJECT) while (containers[depth - 1] === OPEN_LIST) depth--;
      depth--;
      if (depth === 0) return { kind: 'closed', end: at + 1, keyCount, hasLongInteger };
      container = containers[depth - 1] ?? 0;
    } else if (byte === COLON) {
      keyCount++;
    } else if (byte === HASH || byte === SLASH) {
      at = endOfComment(bytes, at) - 1;
      continue;
    } else if (byte === APOSTROPHE) {
      at = endOfPythonString(bytes, at);
      if (at >= bytes.length) return OPEN;
    } else {
      digits = byte >= ZERO && byte <= NINE ? digits + 1 : byte === POINT ? IN_FRACTION : 0;
      if (digits === LONG_DIGITS) hasLongInteger = true;
      previous = byte;
      continue;
    }
    digits = 0;
    previous = byte;
  }
  return OPEN;
}

export function mayFollowString(byte: number | undefined): boolean {
  if (byte === undefined || byte <= SPACE || byte === COMMA || byte === COLON) return true;
  return byte === CLOSE_OBJECT || byte === CLOSE_LIST || byte === SLASH || byte === HASH;
}

/**
 * Index of the quotation mark that closes the string which opens at `start`. The bytes' length if none does. Negative
 * if the mark is missing and the next row starts behind a line break: then its size is the index of that break.
 */
export function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
    else if (byte === NEWLINE && startsRow(bytes, at + 1)) return -at;
  }
  return bytes.length;
}

/**
 * Index of the apostrophe that closes the string which opens at `start`, as Python prints it. The bytes' length if they
 * end in the string. `start` itself if no string opens there.
 */
function endOfPythonString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === NEWLINE || byte === RETURN) return start;
    if (byte === BACKSLASH) at++;
    else if (byte === APOSTROPHE) return mayFollowString(bytes[at + 1]) ? at : start;
  }
  return bytes.length;
}

/** Whether an object with a key starts here, behind spaces. */
function startsRow(bytes: Uint8Array, start: number): boolean {
  const brace = skipSpace(bytes, start);
  return bytes[brace] === OPEN_OBJECT && bytes[skipSpace(bytes, brace + 1)] === QUOTE;
}

export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] ?? 0) <= SPACE) at++;
  return at;
}

/** Behind the comment that starts here, or behind one character where none does. JSON has none, but people write them. */
export function endOfComment(bytes: Uint8Array, start: number): number {
  if (bytes[start] === SLASH && bytes[start + 1] === STAR) {
    return endOfBlock(bytes, start);
  }
  const isLine = bytes[start] === HASH || (bytes[start] === SLASH && bytes[start + 1] === SLASH);
  return isLine ? endOfLine(bytes, start) : start + 1;
}

/**
 * From where on comments in some bytes have no end. A damaged file may open one in every row, and each would be
 * searched again.
 */
const endlessFrom = new WeakMap<Uint8Array, number>();

function endOfBlock(bytes: Uint8Array, start: number): number {
  if (start >= (endlessFrom.get(bytes) ?? Infinity)) return bytes.length;
  for (let at = bytes.indexOf(STAR, start + 2); at !== -1; at = bytes.indexOf(STAR, at + 1)) {
    if (bytes[at + 1] === SLASH) return at + 2;
  }
  endlessFrom.set(bytes, start);
  return bytes.length;
}

export function isComment(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === HASH || (bytes[at] === SLASH && (bytes[at + 1] === SLASH || bytes[at + 1] === STAR));
}

/** Where the line ends: at its break, or with the bytes. */
export function endOfLine(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== NEWLINE && bytes[at] !== RETURN) at++;
  return at;
}

/** Line breaks in `[start, end)`; a carriage return with a line feed is one. */
export function countLines(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] === NEWLINE || (bytes[at] === RETURN && bytes[at + 1] !== NEWLINE)) count++;
  }
  return count;
}

/** The first object that a line of `[start, end)` starts with; -1 without one. */
export function nextLineWithRow(bytes: Uint8Array, start: number, end: number): number {
  for (let at = endOfLine(bytes, start); at < end; at = endOfLine(bytes, at)) {
    at = skipSpace(bytes, at);
    if (at < end && bytes[at] === OPEN_OBJECT) return at;
  }
  return -1;
}

const BEFORE_ROW = new Set([NEWLINE, RETURN, COMMA, CLOSE_OBJECT, CLOSE_LIST, OPEN_LIST]);

/**
 * The next object behind damage that seems to be a row: it has a key, and before it only what may come before a row. -1
 * if there is none.
 */
export function nextRow(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(OPEN_OBJECT, start); at !== -1; at = bytes.indexOf(OPEN_OBJECT, at + 1)) {
    let before = at - 1;
    while (before > start && (bytes[before] === SPACE || bytes[before] === 0x09)) before--;
    if (BEFORE_ROW.has(bytes[before] ?? 0) && startsRow(bytes, at)) return at;
  }
  return -1;
}
