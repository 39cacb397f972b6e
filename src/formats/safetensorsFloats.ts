/**
 * The float formats of safetensors, widened to fp32. Each is a subset of fp32, so the result is exact. Files and every
 * machine with a browser are little-endian, so bytes are viewed, not swapped.
 */
import { SafetensorsError } from './safetensorsError.ts';

/** Bytes an element, by the format's names (https://github.com/huggingface/safetensors). */
export const SAFETENSORS_ELEMENT_BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;
export type SafetensorsDtype = keyof typeof SAFETENSORS_ELEMENT_BYTES;

/** Whether {@link widenToFloat32} takes it. */
export function isFloatDtype(dtype: SafetensorsDtype): boolean {
  return dtype === 'BF16' || dtype === 'F16' || dtype === 'F32';
}

/** Widens the elements of `bytes`. Throws {@link SafetensorsError} for a dtype that is not BF16, F16 or F32. */
export function widenToFloat32(dtype: SafetensorsDtype, bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  if (dtype === 'BF16') return widenBf16(halfWords(bytes));
  if (dtype === 'F16') return widenF16(halfWords(bytes));
  if (dtype === 'F32') {
    const { buffer, byteOffset, byteLength } = aligned(bytes, 4);
    return new Float32Array(buffer, byteOffset, byteLength / 4);
  }
  throw new SafetensorsError(`Weights of type ${dtype} are not supported; save them as BF16, F16 or F32.`);
}

function widenBf16(words: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(words.length);
  // bf16 is the upper half of an fp32: whole-word stores are several times faster than a DataView.
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < words.length; i++) bits[i] = (words[i] ?? 0) << 16;
  return values;
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
  cachedF16Table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => f16Value(bits));
  return cachedF16Table;
}

function f16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function halfWords(bytes: Uint8Array<ArrayBuffer>): Uint16Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, 2);
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

/** Typed arrays must start at a multiple of their element's size; a source may hand out any offset. */
function aligned(bytes: Uint8Array<ArrayBuffer>, elementBytes: number): Uint8Array<ArrayBuffer> {
  return bytes.byteOffset % elementBytes === 0 ? bytes : bytes.slice();
}
