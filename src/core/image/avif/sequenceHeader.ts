import { AvifFault } from './avifFault.ts';
import type { Cicp } from './avifPicture.ts';

const SEQUENCE_HEADER = 1;
const UNSPECIFIED = 2;
const SRGB_PRIMARIES = 1;
const SRGB_TRANSFER = 13;
const IDENTITY_MATRIX = 0;

/** The colour description of the sequence header among a picture's OBUs (AV1 specification, 5.5). Throws `AvifFault`. */
export function readSequenceCicp(data: Uint8Array): Cicp {
  const payload = findSequenceHeader(data);
  if (payload === undefined) throw new AvifFault('its pixels cannot be decoded');
  const bits = new Bits(payload);
  const profile = bits.read(3);
  bits.read(1);
  const isReduced = bits.read(1) === 1;
  skipLevels(bits, isReduced);
  skipTools(bits, isReduced);
  return readColorConfig(bits, profile);
}

function findSequenceHeader(data: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at < data.length;) {
    const header = data[at] ?? 0;
    const type = (header >> 3) & 15;
    at += header & 4 ? 2 : 1;
    const hasSize = (header & 2) !== 0;
    const size = hasSize ? readLeb128(data, at) : { value: data.length - at, length: 0 };
    at += size.length;
    if (type === SEQUENCE_HEADER) return data.subarray(at, at + size.value);
    at += size.value;
  }
  return undefined;
}

function readLeb128(data: Uint8Array, at: number): { readonly value: number; readonly length: number } {
  let value = 0;
  for (let k = 0; k < 8; k++) {
    const byte = data[at + k] ?? 0;
    value += (byte & 127) * 2 ** (7 * k);
    if (byte < 128) return { value, length: k + 1 };
  }
  return { value, length: 8 };
}

function skipLevels(bits: Bits, isReduced: boolean): void {
  if (isReduced) return void bits.read(5);
  const delayLength = bits.read(1) ? skipTiming(bits) : 0;
  const hasDisplayDelay = bits.read(1);
  for (let points = bits.read(5) + 1; points > 0; points--) {
    bits.read(12);
    if (bits.read(5) > 7) bits.read(1);
    if (delayLength > 0 && bits.read(1)) bits.skip(2 * delayLength + 1);
    if (hasDisplayDelay && bits.read(1)) bits.read(4);
  }
}

/** The length of the decoder model's delays; 0 without such a model. */
function skipTiming(bits: Bits): number {
  bits.skip(64);
  if (bits.read(1)) bits.skipVariableLength();
  if (!bits.read(1)) return 0;
  const length = bits.read(5) + 1;
  bits.skip(32 + 10);
  return length;
}

function skipTools(bits: Bits, isReduced: boolean): void {
  const [widthLength, heightLength] = [bits.read(4) + 1, bits.read(4) + 1];
  bits.skip(widthLength + heightLength);
  if (!isReduced && bits.read(1)) bits.skip(7);
  bits.skip(3);
  if (!isReduced) skipInterTools(bits);
  bits.skip(3);
}

function skipInterTools(bits: Bits): void {
  bits.skip(4);
  const hasOrder = bits.read(1);
  if (hasOrder) bits.skip(2);
  const screenContent = bits.read(1) ? 2 : bits.read(1);
  if (screenContent > 0 && !bits.read(1)) bits.read(1);
  if (hasOrder) bits.skip(3);
}

function readColorConfig(bits: Bits, profile: number): Cicp {
  const isDeep = bits.read(1);
  if (profile === 2 && isDeep) bits.read(1);
  const isGray = profile !== 1 && bits.read(1) === 1;
  const [primaries, transfer, matrix] = bits.read(1)
    ? [bits.read(8), bits.read(8), bits.read(8)]
    : [UNSPECIFIED, UNSPECIFIED, UNSPECIFIED];
  const isSrgb = !isGray && primaries === SRGB_PRIMARIES && transfer === SRGB_TRANSFER && matrix === IDENTITY_MATRIX;
  return { primaries: primaries ?? 0, matrix: matrix ?? 0, isFullRange: isSrgb || bits.read(1) === 1 };
}

/** Reads numbers, the highest bit first; zeros beyond the end. */
class Bits {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let k = 0; k < count; k++, this.#bit++) {
      value = value * 2 + (((this.#bytes[this.#bit >> 3] ?? 0) >> (7 - (this.#bit & 7))) & 1);
    }
    return value;
  }

  skip(count: number): void {
    this.#bit += count;
  }

  /** `uvlc()`: as many bits after the first set one as zeros before it. */
  skipVariableLength(): void {
    let zeros = 0;
    while (zeros < 32 && this.read(1) === 0) zeros++;
    this.skip(zeros < 32 ? zeros : 0);
  }
}
