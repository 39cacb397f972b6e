/** Floats of 16 bits, widened to fp32. Each is a subset of fp32, so the result is exact. */

/** bf16 is the upper half of an fp32: whole-word stores are several times faster than a DataView. */
export function widenBfloat16(words: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(words.length);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < words.length; i++) bits[i] = (words[i] ?? 0) << 16;
  return values;
}

/** The number that these bits are as an IEEE 754 binary16. */
export function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
