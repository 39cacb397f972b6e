import type { Random } from '../../../src/evaluation/statistics/random.ts';

/** What breaks parsers: limits of counters, signs and lengths. */
const ODD_BYTES = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];
const ODD_WORDS = [0, 1, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
/** What breaks readers of text. */
const ODD_TEXTS = [
  '',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  'NaN',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '"',
  '\\',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '\u2028',
  '[[[[[[[[',
  '{"a":{"a":{"a":',
  'sep=;\n',
  '"__proto__"',
  '../',
];
const MOST_CHANGES = 4;
const LONGEST_PIECE = 64;

/** A file with a few changes, drawn by `random`; `other` lends pieces. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let changed = new Uint8Array(bytes);
  for (let left = random.integer(1, MOST_CHANGES); left > 0; left--) {
    changed = random.pick(CHANGES)(changed, other, random);
  }
  return changed;
}

type Change = (bytes: Uint8Array<ArrayBuffer>, other: Uint8Array, random: Random) => Uint8Array<ArrayBuffer>;

const flipBit: Change = (bytes, _, random) => {
  const at = placeIn(bytes, random);
  if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(0, 7));
  return bytes;
};

const setByte: Change = (bytes, _, random) => {
  const at = placeIn(bytes, random);
  if (at < bytes.length) bytes[at] = random.pick(ODD_BYTES);
  return bytes;
};

const setWord: Change = (bytes, _, random) => {
  const length = random.pick([2, 4] as const);
  if (bytes.length < length) return bytes;
  const at = random.integer(0, bytes.length - length);
  const view = new DataView(bytes.buffer);
  const littleEndian = random.integer(0, 1) === 1;
  if (length === 2) view.setUint16(at, random.pick(ODD_WORDS) & 0xffff, littleEndian);
  else view.setUint32(at, random.pick(ODD_WORDS), littleEndian);
  return bytes;
};

const cutEnd: Change = (bytes, _, random) => bytes.slice(0, placeIn(bytes, random));

const removePiece: Change = (bytes, _, random) => {
  const { start, end } = pieceOf(bytes, random);
  return joined(bytes.subarray(0, start), bytes.subarray(end));
};

const repeatPiece: Change = (bytes, _, random) => {
  const { start, end } = pieceOf(bytes, random);
  return joined(bytes.subarray(0, end), bytes.subarray(start));
};

const insertPiece: Change = (bytes, other, random) => {
  const { start, end } = pieceOf(other, random);
  return inserted(bytes, placeIn(bytes, random), other.subarray(start, end));
};

const insertText: Change = (bytes, _, random) =>
  inserted(bytes, placeIn(bytes, random), new TextEncoder().encode(random.pick(ODD_TEXTS)));

/** A number or a word of a text becomes another one. */
const replaceWord: Change = (bytes, _, random) => {
  const text = Buffer.from(bytes).toString('latin1');
  const words = [...text.matchAll(/[\w.-]+/g)];
  if (words.length === 0) return bytes;
  const word = random.pick(words);
  const put = Buffer.from(new TextEncoder().encode(random.pick(ODD_TEXTS)));
  return joined(bytes.subarray(0, word.index), put, bytes.subarray(word.index + word[0].length));
};

const CHANGES: readonly Change[] = [
  flipBit,
  setByte,
  setWord,
  cutEnd,
  removePiece,
  repeatPiece,
  insertPiece,
  insertText,
  replaceWord,
];

/** Headers are where parsers decide, so half of all changes are near the beginning. */
function placeIn(bytes: Uint8Array, random: Random): number {
  const end = random.integer(0, 1) === 0 ? Math.min(bytes.length, 2 * LONGEST_PIECE) : bytes.length;
  return random.integer(0, end);
}

function pieceOf(bytes: Uint8Array, random: Random): { readonly start: number; readonly end: number } {
  const start = placeIn(bytes, random);
  return { start, end: Math.min(bytes.length, start + random.integer(1, LONGEST_PIECE)) };
}

function inserted(bytes: Uint8Array, at: number, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined(bytes.subarray(0, at), piece, bytes.subarray(at));
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(pieces));
}
