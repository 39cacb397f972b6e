import type { ByteSource } from '../../core/bytes/bytes.ts';
import { joined } from './byteScanner.ts';

/**
 * Read at once: some 800 rows. Pieces of megabytes would take more time, not less. V8 counts them as memory outside its
 * heap, and after each 64 MB of that it searches the heap, which may hold a million items.
 */
const PIECE_BYTES = 2 ** 18;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';

/**
 * How a text is encoded. Its byte-order mark tells, else the zeros that UTF-16 and UTF-32 put beside every ASCII
 * letter.
 */
export function encodingOf(start: Uint8Array): TextEncoding {
  const [a, b, c, d] = start;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'utf-32';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 1, 2, 3].map((phase) => zerosAt(start, phase));
  const pattern = zeros.map((share) => (share > MANY ? 'many' : share < FEW ? 'few' : 'some')).join(' ');
  return PATTERNS[pattern] ?? 'utf-8';
}

/** Of the places where ASCII would have a zero: the names of columns alone are more. */
const MANY = 0.3;
/** Of the others: letters whose number ends in a zero byte are rare. */
const FEW = 0.1;

/** Zeros among the first of every four bytes, the second, and so on. */
const PATTERNS: Readonly<Record<string, TextEncoding>> = {
  'few many few many': 'utf-16le',
  'many few many few': 'utf-16be',
  'few many many many': 'utf-32',
  'many many many few': 'utf-32',
};

/** The share of zeros among every fourth byte. */
function zerosAt(bytes: Uint8Array, phase: number): number {
  const sample = bytes.filter((_, index) => index % 4 === phase);
  return sample.length < 2 ? 0 : sample.filter((byte) => byte === 0).length / sample.length;
}

/** A text's bytes in UTF-8. Where a character is none, they are no UTF-8 either. */
export async function* utf8Pieces(
  source: ByteSource,
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array();
  for (let start = 0; start < source.byteLength; start += PIECE_BYTES) {
    const end = Math.min(start + PIECE_BYTES, source.byteLength);
    const piece = await source.slice(start, end);
    if (encoding === 'utf-8') {
      yield piece;
      continue;
    }
    const bytes = joined([rest, piece]);
    const whole = end === source.byteLength ? bytes.byteLength : wholeUnits(bytes, encoding);
    yield fromUtf16(bytes.subarray(0, whole), encoding);
    rest = bytes.slice(whole);
  }
}

/** Without the first half of a character at the end. */
function wholeUnits(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): number {
  const even = bytes.byteLength - (bytes.byteLength % 2);
  const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}

/** A byte that never stands in UTF-8. */
const NO_UTF8 = new Uint8Array([0xff]);

function fromUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const encoder = new TextEncoder();
  try {
    return encoder.encode(new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const units = Array.from({ length: Math.ceil(bytes.byteLength / 2) }, (_, index) =>
      2 * index + 1 < bytes.byteLength ? view.getUint16(2 * index, encoding === 'utf-16le') : LONE_HALF,
    );
    return withoutLoneHalves(units, encoder);
  }
}

const LONE_HALF = 0xd800;

function withoutLoneHalves(units: readonly number[], encoder: TextEncoder): Uint8Array {
  const text = units.map((unit) => String.fromCharCode(unit)).join('');
  const parts = text.split(/\p{Surrogate}/u).map((part) => encoder.encode(part));
  return joined(parts.flatMap((part, index) => (index === 0 ? [part] : [NO_UTF8, part])));
}
