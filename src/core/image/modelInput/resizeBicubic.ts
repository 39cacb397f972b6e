import { bicubicWeights, fixedPointWeights, type BicubicWeights } from './bicubicWeights.ts';
import type { RgbImage } from '../rgbImage.ts';

const CHANNELS = 3;

/** Fraction bits of the fixed-point weights of one direction, by its exact weights. */
type FractionBits = (weights: Float64Array) => number;

/** 32 bits less 8 for the pixel and 2 for the overshoot of the negative lobes. (Pillow, `src/libImaging/Resample.c`.) */
const pillowBits: FractionBits = () => 32 - 8 - 2;

/** torchvision's weights are 16-bit integers, as exact as the greatest of them allows. */
const TORCHVISION_WEIGHT_BITS = 15;
const TORCHVISION_MOST_BITS = 22;

/** (PyTorch, `aten/src/ATen/native/cpu/UpSampleKernel.cpp`, weights for 8-bit pictures.) */
const torchvisionBits: FractionBits = (weights) => {
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  let bits = 0;
  while (bits < TORCHVISION_MOST_BITS && Math.trunc(greatest * 2 ** (bits + 1) + 0.5) < 2 ** TORCHVISION_WEIGHT_BITS) {
    bits++;
  }
  return bits;
};

/** Whose bytes are wanted; the two differ in how exact their weights are. */
const FRACTION_BITS = { pillow: pillowBits, torchvision: torchvisionBits };
export type BicubicKind = keyof typeof FRACTION_BITS;

/** What one direction of a resize takes. */
interface Pass extends BicubicWeights<Int32Array> {
  readonly fractionBits: number;
}

/**
 * Resizes to `width` × `height` pixels. Gives the bytes of Pillow's `Image.resize(size, BICUBIC)`, or of torchvision's
 * antialiased `resize` of an 8-bit picture. Weights are in fixed point. A horizontal pass comes first, then a vertical
 * one; each rounds and clips to 8 bits. A pass is left out when its side stays the same.
 */
export function resizeBicubic(image: RgbImage, width: number, height: number, kind: BicubicKind): RgbImage {
  let result = image;
  if (width !== image.width) result = resizeRows(result, width, planPass(image.width, width, kind));
  if (height !== image.height) result = resizeColumns(result, height, planPass(image.height, height, kind));
  return result === image ? { ...image, data: image.data.slice() } : result;
}

function planPass(inputSize: number, outputSize: number, kind: BicubicKind): Pass {
  const exact = bicubicWeights(inputSize, outputSize);
  const fractionBits = FRACTION_BITS[kind](exact.weights);
  return { ...fixedPointWeights(exact, fractionBits), fractionBits };
}

function resizeRows(image: RgbImage, width: number, pass: Pass): RgbImage {
  const { starts, counts, weights, stride, fractionBits } = pass;
  const half = 2 ** (fractionBits - 1);
  const input = image.data;
  const data = new Uint8Array(width * image.height * CHANNELS);
  let out = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width * CHANNELS;
    for (let x = 0; x < width; x++) {
      let red = half;
      let green = half;
      let blue = half;
      let at = row + (starts[x] ?? 0) * CHANNELS;
      const first = x * stride;
      const end = first + (counts[x] ?? 0);
      for (let k = first; k < end; k++, at += CHANNELS) {
        const weight = weights[k] ?? 0;
        red += (input[at] ?? 0) * weight;
        green += (input[at + 1] ?? 0) * weight;
        blue += (input[at + 2] ?? 0) * weight;
      }
      data[out] = clipToByte(red >> fractionBits);
      data[out + 1] = clipToByte(green >> fractionBits);
      data[out + 2] = clipToByte(blue >> fractionBits);
      out += CHANNELS;
    }
  }
  return { width, height: image.height, data };
}

function resizeColumns(image: RgbImage, height: number, pass: Pass): RgbImage {
  const { starts, counts, weights, stride, fractionBits } = pass;
  const rowLength = image.width * CHANNELS;
  const data = new Uint8Array(rowLength * height);
  const sums = new Int32Array(rowLength);
  for (let y = 0; y < height; y++) {
    sums.fill(2 ** (fractionBits - 1));
    for (let k = 0; k < (counts[y] ?? 0); k++) {
      const weight = weights[y * stride + k] ?? 0;
      addWeighted(sums, image.data, ((starts[y] ?? 0) + k) * rowLength, weight);
    }
    for (let x = 0; x < rowLength; x++) data[y * rowLength + x] = clipToByte((sums[x] ?? 0) >> fractionBits);
  }
  return { width: image.width, height, data };
}

/** Row by row, so that memory is read in order. */
function addWeighted(sums: Int32Array, input: Uint8Array, start: number, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (input[start + x] ?? 0) * weight;
}

function clipToByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
