/** The result of a conversion to fp16: the bits, and how many values were too large and became ±65504. */
export interface Float16Values {
  readonly values: Uint16Array<ArrayBuffer>;
  readonly overflowCount: number;
}

const F16_MAX_BITS = 0x7bff;
const F16_NAN_BITS = 0x7e00;
/** fp32 bits of 65520, from which rounding to nearest would give infinity. */
const F32_OVERFLOW_BITS = 0x477ff000;
const F32_INFINITY_BITS = 0x7f800000;
/** fp32 bits of 2^-14, the smallest normal fp16. */
const F32_SMALLEST_NORMAL_BITS = 0x38800000;
/** Re-biases an exponent from fp32 (127) to fp16 (15), in fp32's bits. */
const EXPONENT_REBIAS = 112 << 23;

/**
 * Rounds to the nearest fp16, ties to even. A value that would become infinite becomes ±65504 and is counted. Infinity
 * in a weight would make every output NaN. NaN stays NaN.
 */
export function toFloat16(source: Float32Array): Float16Values {
  const values = new Uint16Array(source.length);
  const bits = new Uint32Array(new Float32Array(source).buffer);
  let overflowCount = 0;
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i] ?? 0;
    const magnitude = word & 0x7fffffff;
    if (magnitude >= F32_OVERFLOW_BITS && magnitude <= F32_INFINITY_BITS) overflowCount++;
    values[i] = ((word >>> 16) & 0x8000) | halfMagnitude(magnitude);
  }
  return { values, overflowCount };
}

const ONE = new Float32Array(1);
const ONE_BITS = new Uint32Array(ONE.buffer);

/** The number that an fp16 of `value` stands for; its bits are those of {@link toFloat16}. */
export function roundToFloat16(value: number): number {
  ONE[0] = value;
  const word = ONE_BITS[0] ?? 0;
  const half = halfMagnitude(word & 0x7fffffff);
  const exponent = half >>> 10;
  const magnitude = exponent === 0 ? half * 2 ** -24 : (1024 + (half & 0x3ff)) * 2 ** (exponent - 25);
  return word >>> 31 === 1 ? -magnitude : magnitude;
}

function halfMagnitude(magnitude: number): number {
  if (magnitude > F32_INFINITY_BITS) return F16_NAN_BITS;
  if (magnitude >= F32_OVERFLOW_BITS) return F16_MAX_BITS;
  if (magnitude < F32_SMALLEST_NORMAL_BITS) return subnormalMagnitude(magnitude);
  return roundShift(magnitude - EXPONENT_REBIAS, 13);
}

/** Below 2^-14 an fp16 counts in steps of 2^-24. */
function subnormalMagnitude(magnitude: number): number {
  const exponent = magnitude >>> 23;
  const shift = 126 - exponent;
  // Smaller than half a step, and fp32's own subnormals: zero.
  if (shift > 24) return 0;
  return roundShift((magnitude & 0x7fffff) | 0x800000, shift);
}

/** `value / 2^shift`, to nearest, ties to even. A carry runs into the exponent, which is what rounding up needs. */
function roundShift(value: number, shift: number): number {
  const half = 1 << (shift - 1);
  const odd = (value >>> shift) & 1;
  return (value + half - 1 + odd) >>> shift;
}
