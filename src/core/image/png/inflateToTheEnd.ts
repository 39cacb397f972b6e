import { joinBytes } from '../../bytes/joinBytes.ts';
import type { InflatedSink } from './inflatedSink.ts';

/** Base values and extra bits of lengths and distances (RFC 1951, 3.2.5). */
const LENGTH_BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** In which order the lengths of the code length code are stored (RFC 1951, 3.2.7). */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_CODE_BITS = 15;
const END_OF_BLOCK = 256;
const WINDOW_LENGTH = 32_768;
const ADLER_BASE = 65_521;

/** What ends the reading: the bytes run out, or are no deflated data. Caught here. */
class BrokenStreamError extends Error {
  override readonly name = 'BrokenStreamError';
}

/**
 * Inflates a zlib stream (RFC 1950, 1951) bit by bit, as far as it goes. Every byte before a fault reaches the sink, and
 * what follows the stream does not matter, as with Pillow. Returns whether the stream ended as it should, or the sink was
 * complete and no checksum says otherwise.
 */
export function inflateToTheEnd(parts: readonly Uint8Array[], sink: InflatedSink): boolean {
  const window = new OutputWindow(sink);
  try {
    const bits = new BitReader(joinBytes(parts));
    readZlibHeader(bits);
    while (inflateBlock(bits, window));
    window.flush();
    bits.skipToByte();
    return [24, 16, 8, 0].every((shift) => bits.read(8) === ((window.adler >>> shift) & 255));
  } catch (error) {
    if (!(error instanceof BrokenStreamError)) throw error;
    window.flush();
    return sink.isComplete;
  }
}

function readZlibHeader(bits: BitReader): void {
  const [method, flags] = [bits.read(8), bits.read(8)];
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || flags & 32) throw new BrokenStreamError();
}

/** Whether another block follows. */
function inflateBlock(bits: BitReader, window: OutputWindow): boolean {
  const isLast = bits.read(1) === 1;
  const kind = bits.read(2);
  if (kind === 0) copyStored(bits, window);
  else if (kind === 1) inflateCodes(bits, window, FIXED_LITERALS, FIXED_DISTANCES);
  else if (kind === 2) inflateCodes(bits, window, ...readDynamicCodes(bits));
  else throw new BrokenStreamError();
  return !isLast;
}

function copyStored(bits: BitReader, window: OutputWindow): void {
  bits.skipToByte();
  const length = bits.read(16);
  if (bits.read(16) !== (length ^ 0xffff)) throw new BrokenStreamError();
  for (let k = 0; k < length; k++) window.put(bits.read(8));
}

function inflateCodes(bits: BitReader, window: OutputWindow, literals: PrefixCode, distances: PrefixCode): void {
  for (let symbol = literals.read(bits); symbol !== END_OF_BLOCK; symbol = literals.read(bits)) {
    if (symbol < END_OF_BLOCK) window.put(symbol);
    else {
      const length = valueOf(bits, symbol - 257, LENGTH_BASES, LENGTH_BITS);
      window.repeat(length, valueOf(bits, distances.read(bits), DISTANCE_BASES, DISTANCE_BITS));
    }
  }
}

function valueOf(bits: BitReader, symbol: number, bases: readonly number[], extraBits: readonly number[]): number {
  const base = bases[symbol];
  if (base === undefined) throw new BrokenStreamError();
  return base + bits.read(extraBits[symbol] ?? 0);
}

function readDynamicCodes(bits: BitReader): [PrefixCode, PrefixCode] {
  const literalCount = bits.read(5) + 257;
  const distanceCount = bits.read(5) + 1;
  const lengthCount = bits.read(4) + 4;
  const lengths = repeated(0, CODE_LENGTH_ORDER.length);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, lengthCount)) lengths[symbol] = bits.read(3);
  const all = readCodeLengths(bits, new PrefixCode(lengths), literalCount + distanceCount);
  return [new PrefixCode(all.slice(0, literalCount)), new PrefixCode(all.slice(literalCount))];
}

/** Symbols 16 to 18 repeat a length, or zero. */
function readCodeLengths(bits: BitReader, code: PrefixCode, count: number): number[] {
  const lengths: number[] = [];
  while (lengths.length < count) {
    const symbol = code.read(bits);
    const last = lengths.at(-1);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16 && last === undefined) throw new BrokenStreamError();
    else if (symbol === 16) lengths.push(...repeated(last ?? 0, 3 + bits.read(2)));
    else lengths.push(...repeated(0, symbol === 17 ? 3 + bits.read(3) : 11 + bits.read(7)));
  }
  if (lengths.length > count) throw new BrokenStreamError();
  return lengths;
}

function repeated(length: number, times: number): number[] {
  return Array.from({ length: times }, () => length);
}

/** A canonical prefix code, read bit by bit: how many codes each length has, and their symbols in order. */
class PrefixCode {
  readonly #counts = new Uint16Array(MAX_CODE_BITS + 1);
  readonly #symbols: readonly number[];

  constructor(lengths: readonly number[]) {
    for (const length of lengths) this.#counts[length] = (this.#counts[length] ?? 0) + 1;
    this.#symbols = lengths
      .map((length, symbol) => ({ length, symbol }))
      .filter(({ length }) => length > 0)
      .toSorted((a, b) => a.length - b.length || a.symbol - b.symbol)
      .map(({ symbol }) => symbol);
  }

  read(bits: BitReader): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      code |= bits.read(1);
      const count = this.#counts[length] ?? 0;
      const symbol = code - count < first ? this.#symbols[index + (code - first)] : undefined;
      if (symbol !== undefined) return symbol;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new BrokenStreamError();
  }
}

const FIXED_LITERALS = new PrefixCode([
  ...repeated(8, 144),
  ...repeated(9, 112),
  ...repeated(7, 24),
  ...repeated(8, 8),
]);
const FIXED_DISTANCES = new PrefixCode(repeated(5, 30));

/** Reads numbers, the least bit first. */
class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let k = 0; k < count; k++, this.#bit++) {
      const byte = this.#bytes[this.#bit >>> 3];
      if (byte === undefined) throw new BrokenStreamError();
      value |= ((byte >>> (this.#bit & 7)) & 1) << k;
    }
    return value;
  }

  skipToByte(): void {
    this.#bit = Math.ceil(this.#bit / 8) * 8;
  }
}

/** The last bytes that came out, which later ones may repeat, and their checksum. */
class OutputWindow {
  readonly #sink: InflatedSink;
  readonly #bytes = new Uint8Array(WINDOW_LENGTH);
  #length = 0;
  #flushed = 0;
  #low = 1;
  #high = 0;

  constructor(sink: InflatedSink) {
    this.#sink = sink;
  }

  get adler(): number {
    return (this.#high << 16) | this.#low;
  }

  put(byte: number): void {
    this.#bytes[this.#length++ % WINDOW_LENGTH] = byte;
    this.#low = (this.#low + byte) % ADLER_BASE;
    this.#high = (this.#high + this.#low) % ADLER_BASE;
    if (this.#length % WINDOW_LENGTH === 0) this.flush();
  }

  repeat(length: number, distance: number): void {
    if (distance > this.#length) throw new BrokenStreamError();
    for (let k = 0; k < length; k++) this.put(this.#bytes[(this.#length - distance) % WINDOW_LENGTH] ?? 0);
  }

  flush(): void {
    const start = this.#flushed % WINDOW_LENGTH;
    this.#sink.push(this.#bytes.slice(start, start + this.#length - this.#flushed));
    this.#flushed = this.#length;
  }
}
