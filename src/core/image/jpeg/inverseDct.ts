/**
 * The inverse DCT of libjpeg's `islow`, which Pillow uses: Loeffler, Ligtenberg and Moschytz's with eleven
 * multiplications, in 13-bit fixed point, columns first. If damaged data overflow, it does as the SIMD code does that
 * runs on everybody's machine: sums of inputs wrap at 16 bits, results saturate.
 */

const CONST_BITS = 13;
const PASS1_BITS = 2;
/** Cosines of the algorithm, times 2^13, rounded. */
const C_0_298631336 = 2446;
const C_0_390180644 = 3196;
const C_0_541196100 = 4433;
const C_0_765366865 = 6270;
const C_0_899976223 = 7373;
const C_1_175875602 = 9633;
const C_1_501321110 = 12_299;
const C_1_847759065 = 15_137;
const C_1_961570560 = 16_069;
const C_2_053119869 = 16_819;
const C_2_562915447 = 20_995;
const C_3_072711026 = 25_172;

/** Samples lie around zero in a block and around this value in a plane. */
const CENTRE = 128;

/** Between the passes, and eight results of one transform. */
const workspace = new Int32Array(64);
const line = new Int32Array(8);

/** Transforms the block at `at`, dequantised, into 8 × 8 samples of a plane. */
export function inverseDct(
  coefficients: Int16Array,
  at: number,
  quantisation: Uint16Array,
  plane: Uint8Array,
  place: number,
  stride: number,
): void {
  if (isFlat(coefficients, at)) {
    const dc = wrap(wrap((coefficients[at] ?? 0) * (quantisation[0] ?? 0)) << PASS1_BITS);
    const sample = toSample((dc + (1 << (PASS1_BITS + 2))) >> (PASS1_BITS + 3));
    for (let y = 0, to = place; y < 8; y++, to += stride) plane.fill(sample, to, to + 8);
    return;
  }
  const rowsAreZero = areRowsZero(coefficients, at);
  for (let x = 0; x < 8; x++) transformColumn(coefficients, at + x, quantisation, x, rowsAreZero);
  for (let y = 0, to = place; y < 8; y++, to += stride) transformRow(y * 8, plane, to);
}

function isFlat(coefficients: Int16Array, at: number): boolean {
  for (let k = at + 1; k < at + 64; k++) if (coefficients[k] !== 0) return false;
  return true;
}

/** Whether only the first row of the block holds anything. */
function areRowsZero(coefficients: Int16Array, at: number): boolean {
  for (let k = at + 8; k < at + 64; k++) if (coefficients[k] !== 0) return false;
  return true;
}

function transformColumn(
  coefficients: Int16Array,
  at: number,
  quantisation: Uint16Array,
  x: number,
  rowsAreZero: boolean,
): void {
  const dc = dequantise(coefficients, at, quantisation, x);
  if (rowsAreZero) {
    for (let y = 0; y < 64; y += 8) workspace[y + x] = wrap(dc << PASS1_BITS);
    return;
  }
  transform(
    dc,
    dequantise(coefficients, at + 8, quantisation, x + 8),
    dequantise(coefficients, at + 16, quantisation, x + 16),
    dequantise(coefficients, at + 24, quantisation, x + 24),
    dequantise(coefficients, at + 32, quantisation, x + 32),
    dequantise(coefficients, at + 40, quantisation, x + 40),
    dequantise(coefficients, at + 48, quantisation, x + 48),
    dequantise(coefficients, at + 56, quantisation, x + 56),
    CONST_BITS - PASS1_BITS,
  );
  for (let y = 0; y < 8; y++) workspace[y * 8 + x] = saturate(line[y] ?? 0);
}

function transformRow(from: number, plane: Uint8Array, to: number): void {
  transform(
    workspace[from] ?? 0,
    workspace[from + 1] ?? 0,
    workspace[from + 2] ?? 0,
    workspace[from + 3] ?? 0,
    workspace[from + 4] ?? 0,
    workspace[from + 5] ?? 0,
    workspace[from + 6] ?? 0,
    workspace[from + 7] ?? 0,
    CONST_BITS + PASS1_BITS + 3,
  );
  for (let x = 0; x < 8; x++) plane[to + x] = toSample(line[x] ?? 0);
}

function dequantise(coefficients: Int16Array, at: number, quantisation: Uint16Array, k: number): number {
  return wrap(Math.imul(coefficients[at] ?? 0, quantisation[k] ?? 0));
}

/** A one-dimensional transform of eight values into `line`, rounded and shifted right by `shift`. */
function transform(
  in0: number,
  in1: number,
  in2: number,
  in3: number,
  in4: number,
  in5: number,
  in6: number,
  in7: number,
  shift: number,
): void {
  const half = 1 << (shift - 1);
  const rotated = Math.imul(in2 + in6, C_0_541196100);
  const even2 = (rotated - Math.imul(in6, C_1_847759065)) | 0;
  const even3 = (rotated + Math.imul(in2, C_0_765366865)) | 0;
  const even0 = wrap(in0 + in4) << CONST_BITS;
  const even1 = wrap(in0 - in4) << CONST_BITS;
  const sum0 = (even0 + even3 + half) | 0;
  const sum3 = (even0 - even3 + half) | 0;
  const sum1 = (even1 + even2 + half) | 0;
  const sum2 = (even1 - even2 + half) | 0;

  const pair73 = wrap(in7 + in3);
  const pair51 = wrap(in5 + in1);
  const both = Math.imul(pair73 + pair51, C_1_175875602);
  const turn73 = (both - Math.imul(pair73, C_1_961570560)) | 0;
  const turn51 = (both - Math.imul(pair51, C_0_390180644)) | 0;
  const turn71 = Math.imul(in7 + in1, -C_0_899976223);
  const turn53 = Math.imul(in5 + in3, -C_2_562915447);
  const odd7 = (Math.imul(in7, C_0_298631336) + turn71 + turn73) | 0;
  const odd5 = (Math.imul(in5, C_2_053119869) + turn53 + turn51) | 0;
  const odd3 = (Math.imul(in3, C_3_072711026) + turn53 + turn73) | 0;
  const odd1 = (Math.imul(in1, C_1_501321110) + turn71 + turn51) | 0;

  line[0] = ((sum0 + odd1) | 0) >> shift;
  line[7] = ((sum0 - odd1) | 0) >> shift;
  line[1] = ((sum1 + odd3) | 0) >> shift;
  line[6] = ((sum1 - odd3) | 0) >> shift;
  line[2] = ((sum2 + odd5) | 0) >> shift;
  line[5] = ((sum2 - odd5) | 0) >> shift;
  line[3] = ((sum3 + odd7) | 0) >> shift;
  line[4] = ((sum3 - odd7) | 0) >> shift;
}

function wrap(value: number): number {
  return (value << 16) >> 16;
}

function saturate(value: number): number {
  return value > 0x7fff ? 0x7fff : value < -0x8000 ? -0x8000 : value;
}

function toSample(value: number): number {
  const sample = value + CENTRE;
  return sample < 0 ? 0 : sample > 255 ? 255 : sample;
}
