import type { RgbImage } from './rgbImage.ts';

/** Fraction bits of a coefficient: 32 less 8 for the pixel and 2 for the overshoot of the negative lobes. */
const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);
/** Bicubic reaches two pixels to each side. */
const SUPPORT = 2;
/** Keys' cubic with a = -0.5, the one that reproduces quadratics. */
const A = -0.5;
const CHANNELS = 3;

/** For each output position: which input positions it reads, and their fixed-point weights. */
interface Coefficients {
  /** First input position of each output position. */
  readonly starts: Int32Array;
  /** Number of input positions of each output position. */
  readonly counts: Int32Array;
  /** `stride` weights for each output position, of which `counts` are used. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Resizes to `width` × `height` pixels with the bytes that Pillow's `Image.resize(size, BICUBIC)` gives: coefficients in
 * fixed point, a horizontal and then a vertical pass, each rounded and clipped to 8 bits, a pass left out when its
 * side stays. (Pillow, `src/libImaging/Resample.c`.)
 */
export function resizeBicubic(image: RgbImage, width: number, height: number): RgbImage {
  let result = image;
  if (width !== image.width) result = resizeRows(result, width);
  if (height !== image.height) result = resizeColumns(result, height);
  return result === image ? { ...image, data: image.data.slice() } : result;
}

function resizeRows(image: RgbImage, width: number): RgbImage {
  const { starts, counts, weights, stride } = computeCoefficients(image.width, width);
  const input = image.data;
  const data = new Uint8Array(width * image.height * CHANNELS);
  let out = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width * CHANNELS;
    for (let x = 0; x < width; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let at = row + (starts[x] ?? 0) * CHANNELS;
      const first = x * stride;
      const end = first + (counts[x] ?? 0);
      for (let k = first; k < end; k++, at += CHANNELS) {
        const weight = weights[k] ?? 0;
        red += (input[at] ?? 0) * weight;
        green += (input[at + 1] ?? 0) * weight;
        blue += (input[at + 2] ?? 0) * weight;
      }
      data[out] = clipToByte(red);
      data[out + 1] = clipToByte(green);
      data[out + 2] = clipToByte(blue);
      out += CHANNELS;
    }
  }
  return { width, height: image.height, data };
}

function resizeColumns(image: RgbImage, height: number): RgbImage {
  const { starts, counts, weights, stride } = computeCoefficients(image.height, height);
  const rowLength = image.width * CHANNELS;
  const data = new Uint8Array(rowLength * height);
  const sums = new Int32Array(rowLength);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let k = 0; k < (counts[y] ?? 0); k++) {
      const weight = weights[y * stride + k] ?? 0;
      addWeighted(sums, image.data, ((starts[y] ?? 0) + k) * rowLength, weight);
    }
    for (let x = 0; x < rowLength; x++) data[y * rowLength + x] = clipToByte(sums[x] ?? 0);
  }
  return { width: image.width, height, data };
}

/** Row by row, so that memory is read in order. */
function addWeighted(sums: Int32Array, input: Uint8Array, start: number, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (input[start + x] ?? 0) * weight;
}

function clipToByte(sum: number): number {
  const value = sum >> PRECISION_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function computeCoefficients(inputSize: number, outputSize: number): Coefficients {
  const scale = inputSize / outputSize;
  // On shrinking the kernel widens with the scale, so that every input pixel counts (antialiasing).
  const filterScale = Math.max(scale, 1);
  const support = SUPPORT * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputSize);
  const counts = new Int32Array(outputSize);
  const weights = new Int32Array(outputSize * stride);
  for (let position = 0; position < outputSize; position++) {
    const center = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(center + support + 0.5));
    starts[position] = start;
    counts[position] = end - start;
    weights.set(normalizedWeights(start, end, center, 1 / filterScale), position * stride);
  }
  return { starts, counts, weights, stride };
}

/** Weights of the inputs `[start, end)`, summing to 1, in fixed point. */
function normalizedWeights(start: number, end: number, center: number, inverseScale: number): Int32Array {
  const raw = Float64Array.from({ length: end - start }, (_, k) => bicubic((k + start - center + 0.5) * inverseScale));
  let sum = 0;
  for (const weight of raw) sum += weight;
  // Division before scaling, and half added away from zero before truncation: Pillow's order, which decides the last bit.
  return Int32Array.from(raw, (weight) => {
    const scaled = (sum === 0 ? weight : weight / sum) * (1 << PRECISION_BITS);
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
}

function bicubic(signedDistance: number): number {
  const x = Math.abs(signedDistance);
  if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * A;
  return 0;
}
