/**
 * What stands in the parts of random weights. A block of noise is written over and over, so that gigabytes take no
 * longer than the disk. Its length is a prime number of elements: no row of a matrix is like another.
 */
import { toFloat16 } from '../../../src/convert/float16.ts';
import { QUANTIZATION_BLOCK_SIZE, type WeightEncoding } from '../../../src/convert/graphs/weightEncoding.ts';
import type { PlacedWeight } from '../../../src/convert/graphs/weightLayout.ts';
import { at } from '../../../src/core/at.ts';
import { defined } from '../../../src/core/defined.ts';

/** Of elements, the largest below 2^18: two megabytes of 8-byte numbers. */
const NOISE_ELEMENTS = 262_139;

/** Bytes that repeat. */
export interface RepeatedBytes {
  readonly block: Uint8Array<ArrayBuffer>;
  /** The first byte, counted in the block. */
  readonly start: number;
}

type Quantized = Extract<WeightEncoding, { kind: 'quantized' }>;
type Floats = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** The bytes of each part of a weight, in the order of its parts. */
export function randomParts(weight: PlacedWeight): RepeatedBytes[] {
  const { encoding, tensor } = weight;
  if (encoding.kind === 'quantized') return quantizedParts(weight, encoding);
  return [floatPart(encoding.kind === 'dense' ? encoding.type : 'float', rangeOf(weight), tensor)];
}

/** Columns of what a row of the weight is multiplied with. */
function columnsOf({ shape, encoding }: PlacedWeight): number {
  return encoding.kind === 'patchProjection' ? encoding.columns : at(shape, shape.length - 1);
}

/** Norms are about 1, biases small, and matrices keep the size of what they are multiplied with. */
function rangeOf(weight: PlacedWeight): readonly [number, number] {
  const { tensor, sourceShape } = weight;
  if (sourceShape.length === 1) return /norm|ln_q/.test(tensor) ? [0.75, 1.25] : [-0.1, 0.1];
  const limit = Math.sqrt(3 / columnsOf(weight));
  return [-limit, limit];
}

/** Codes of weights lie evenly around the zero point, and never reach the lowest: their mean is 0. */
function codeDeviation(bits: Quantized['bits']): number {
  return Math.sqrt(((2 ** bits - 1) ** 2 - 1) / 12);
}

function quantizedParts(weight: PlacedWeight, { bits, scaleType, symmetric }: Quantized): RepeatedBytes[] {
  const { tensor } = weight;
  const columns = columnsOf(weight);
  const scale = 1 / (Math.sqrt(columns) * codeDeviation(bits));
  const codes = { block: kept(`codes ${bits}`, () => codeNoise(bits, 1, 2 ** bits - 1)), start: startOf(tensor) };
  const parts = [codes, floatPart(scaleType, [0.75 * scale, 1.25 * scale], `${tensor}.scales`)];
  if (symmetric) return parts;
  // Where the last block is not full, what stands behind the last column is to mean 0, and one zero point makes it so.
  const spread = columns % QUANTIZATION_BLOCK_SIZE === 0 ? 1 : 0;
  const middle = 2 ** (bits - 1);
  const zeroPoints = kept(`zero points ${bits} ${spread}`, () => codeNoise(bits, middle - spread, middle + spread));
  return [...parts, { block: zeroPoints, start: startOf(`${tensor}.zeroPoints`) }];
}

/** The byte that stands behind the last column of a row: two codes, or one, that mean 0. */
export function paddingByte(bits: Quantized['bits']): number {
  return bits === 8 ? 0x80 : 0x88;
}

/** Numbers of a range, as `type` has them. */
function floatPart(type: 'float' | 'float16', range: readonly [number, number], name: string): RepeatedBytes {
  const values = kept(`${type} ${range.join()}`, (): Floats =>
    type === 'float' ? noise(range) : toFloat16(noise(range)).values,
  );
  const block = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { block, start: startOf(name) * values.BYTES_PER_ELEMENT };
}

const made = new Map<string, ArrayBufferView<ArrayBuffer>>();

/** Blocks are made once: a model has a handful of them. */
function kept<Block extends ArrayBufferView<ArrayBuffer>>(name: string, make: () => Block): Block {
  const block = (made.get(name) as Block | undefined) ?? make();
  made.set(name, block);
  return block;
}

/** Evenly between two numbers. */
function noise([low, high]: readonly [number, number]): Float32Array<ArrayBuffer> {
  const random = createRandom();
  return Float32Array.from({ length: NOISE_ELEMENTS }, () => low + (high - low) * random());
}

/** Codes from `low` to `high`, of four bits two in a byte. */
function codeNoise(bits: Quantized['bits'], low: number, high: number): Uint8Array<ArrayBuffer> {
  const random = createRandom();
  const code = () => low + Math.floor((high - low + 1) * random());
  return Uint8Array.from({ length: NOISE_ELEMENTS }, () => (bits === 8 ? code() : code() + 16 * code()));
}

/** Rows of the embedding: bf16 of either sign, from 1/128 to 1/32. */
export function embeddingNoise(): RepeatedBytes {
  const random = createRandom();
  const sign = () => (random() < 0.5 ? 0 : 0x8000);
  const values = Uint16Array.from({ length: NOISE_ELEMENTS }, () => sign() + 0x3c00 + Math.floor(256 * random()));
  return { block: new Uint8Array(values.buffer), start: 0 };
}

/** A linear congruence, the same on every machine. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each part begins elsewhere in the noise: FNV-1a of its name. */
function startOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ defined(character.codePointAt(0), ''), 0x01000193) >>> 0;
  return hash % NOISE_ELEMENTS;
}
