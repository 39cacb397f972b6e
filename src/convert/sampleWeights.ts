import { at } from '../core/at.ts';
import type { PlacedTensor, PlacedWeight, WeightLayout } from './graphs/weightLayout.ts';
import { toFloat16 } from './float16.ts';

/** From a fixed linear congruence, written over and over: what the numbers are does not matter to a clock. */
const NOISE_BYTES = 1024 * 1024;

/** About what a sum of products keeps of its factors' size: layers that follow each other stay finite. */
const GAIN = 0.5;

/** A data file of numbers of no meaning: codes are noise, norms are 1 and biases 0. Results are finite, and not all the same. */
export function sampleWeights(layout: WeightLayout): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(layout.byteLength);
  const noise = noiseBytes();
  for (const weight of layout.weights) {
    const [first, scales, zeroPoints] = weight.parts;
    if (weight.encoding.kind !== 'quantized') fillDense(bytes, weight, noise);
    else {
      if (first) repeat(bytes, first, noise);
      if (scales) fillFloats(bytes, scales, scaleOf(weight, weight.encoding.bits));
      if (zeroPoints) bytes.fill(MIDDLE[weight.encoding.bits], zeroPoints.offset, endOf(zeroPoints));
    }
  }
  return bytes;
}

/** Zero points in the middle of the codes, two in a byte of 4 bits. */
const MIDDLE = { 4: 0x88, 8: 0x80 } as const;

/** Codes are spread evenly around the middle, so a scale of this makes of inputs of size 1 outputs of size {@link GAIN}. */
function scaleOf({ shape }: PlacedWeight, bits: 4 | 8): number {
  const spread = 2 ** bits / Math.sqrt(12);
  return GAIN / (spread * Math.sqrt(at(shape, 1)));
}

function fillDense(bytes: Uint8Array<ArrayBuffer>, { tensor, shape, parts }: PlacedWeight, noise: Uint8Array): void {
  const [part] = parts;
  if (!part) return;
  if (shape.length > 1) fillMatrix(bytes, part, at(shape, 1), noise);
  else if (tensor.endsWith('.weight')) fillFloats(bytes, part, 1);
}

/** A float matrix: of each byte of noise a number. */
function fillMatrix(bytes: Uint8Array<ArrayBuffer>, part: PlacedTensor, columns: number, noise: Uint8Array): void {
  const values = new Float32Array(bytes.buffer, part.offset, part.byteLength / 4);
  const scale = GAIN / ((256 / Math.sqrt(12)) * Math.sqrt(columns));
  for (let i = 0; i < values.length; i++) values[i] = (at(noise, i % NOISE_BYTES) - 127.5) * scale;
}

function fillFloats(bytes: Uint8Array<ArrayBuffer>, { type, offset, byteLength }: PlacedTensor, value: number): void {
  if (type === 'float') new Float32Array(bytes.buffer, offset, byteLength / 4).fill(value);
  else new Uint16Array(bytes.buffer, offset, byteLength / 2).fill(at(toFloat16(Float32Array.of(value)).values, 0));
}

function repeat(bytes: Uint8Array, part: PlacedTensor, noise: Uint8Array): void {
  for (let offset = part.offset; offset < endOf(part); offset += noise.length) {
    bytes.set(noise.subarray(0, Math.min(noise.length, endOf(part) - offset)), offset);
  }
}

function endOf({ offset, byteLength }: PlacedTensor): number {
  return offset + byteLength;
}

function noiseBytes(): Uint8Array {
  const noise = new Uint8Array(NOISE_BYTES);
  let state = 1;
  for (let i = 0; i < noise.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    noise[i] = state >>> 24;
  }
  return noise;
}
