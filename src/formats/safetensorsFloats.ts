/**
 * The float formats of safetensors, widened to fp32. Each is a subset of fp32, so the result is exact. Files and every
 * machine with a browser are little-endian, so bytes are viewed, not swapped.
 */
import { float16Value, widenBfloat16 } from '../core/halfFloats.ts';
import { SafetensorsError } from './safetensorsError.ts';

/** Bits an element, by the format's names (https://github.com/huggingface/safetensors). */
export const SAFETENSORS_ELEMENT_BITS = {
  C64: 64,
  F64: 64,
  F32: 32,
  F16: 16,
  BF16: 16,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  F6_E2M3: 6,
  F6_E3M2: 6,
  F4: 4,
  I64: 64,
  I32: 32,
  I16: 16,
  I8: 8,
  U64: 64,
  U32: 32,
  U16: 16,
  U8: 8,
  BOOL: 8,
} as const;
export type SafetensorsDtype = keyof typeof SAFETENSORS_ELEMENT_BITS;

/** Whether {@link widenToFloat32} takes it. */
export function isFloatDtype(dtype: SafetensorsDtype): boolean {
  return dtype === 'BF16' || dtype === 'F16' || dtype === 'F32';
}

/** Widens the elements of `bytes`. Throws {@link SafetensorsError} for a dtype that is not BF16, F16 or F32. */
export function widenToFloat32(dtype: SafetensorsDtype, bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  if (dtype === 'BF16') return widenBfloat16(halfWords(bytes));
  if (dtype === 'F16') return widenF16(halfWords(bytes));
  if (dtype === 'F32') {
    const { buffer, byteOffset, byteLength } = aligned(bytes, 4);
    return new Float32Array(buffer, byteOffset, byteLength / 4);
  }
  throw new SafetensorsError(`Weights of type ${dtype} are not supported; save them as BF16, F16 or F32.`);
}

/** The bits of floats: magnitudes compare as their bits do, and those of NaN lie above infinity's. */
export interface FloatBits {
  readonly words: Uint16Array | Uint32Array;
  /** Takes the sign away. */
  readonly magnitudeMask: number;
  readonly infinity: number;
  /** The smallest magnitude that fp16 would round to infinity: 65520. */
  readonly beyondF16: number;
}

/** The elements of `bytes` by their bits. Throws as {@link widenToFloat32}. */
export function floatBitsOf(dtype: SafetensorsDtype, bytes: Uint8Array<ArrayBuffer>): FloatBits {
  if (dtype === 'BF16') {
    return { words: halfWords(bytes), magnitudeMask: 0x7fff, infinity: 0x7f80, beyondF16: 0x4780 };
  }
  if (dtype === 'F16') return { words: halfWords(bytes), magnitudeMask: 0x7fff, infinity: 0x7c00, beyondF16: 0x7c00 };
  const values = widenToFloat32(dtype, bytes);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return { words, magnitudeMask: 0x7fffffff, infinity: 0x7f800000, beyondF16: 0x477ff000 };
}

/** The number that has these bits. */
export function floatOfBits(dtype: SafetensorsDtype, bits: number): number {
  const word = dtype === 'F32' ? new Uint32Array([bits]) : new Uint16Array([bits]);
  return widenToFloat32(dtype, new Uint8Array(word.buffer))[0] ?? 0;
}

function widenF16(words: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(words.length);
  const table = f16Table();
  for (let i = 0; i < words.length; i++) values[i] = table[words[i] ?? 0] ?? 0;
  return values;
}

let cachedF16Table: Float32Array | undefined;

/** Every fp16 value by its bits: 256 KB, and a lookup costs less than taking a half apart. */
function f16Table(): Float32Array {
  cachedF16Table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => float16Value(bits));
  return cachedF16Table;
}

function halfWords(bytes: Uint8Array<ArrayBuffer>): Uint16Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, 2);
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

/** Typed arrays must start at a multiple of their element's size; a source may hand out any offset. */
function aligned(bytes: Uint8Array<ArrayBuffer>, elementBytes: number): Uint8Array<ArrayBuffer> {
  return bytes.byteOffset % elementBytes === 0 ? bytes : bytes.slice();
}
