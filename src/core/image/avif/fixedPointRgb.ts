import { type Av1Planes, chromaSize, type PlaneSamples } from './av1Planes.ts';
import type { Cicp } from './avifPicture.ts';
import { upsampleChroma } from './upsampleChroma.ts';

/** libyuv's factors, of 6 binary places (`scale`: 14 more): of luma with its offset, of U for blue and green, of V for green and red. */
interface YuvFactors {
  readonly scale: number;
  readonly offset: number;
  readonly uToBlue: number;
  readonly uToGreen: number;
  readonly vToGreen: number;
  readonly vToRed: number;
}

const LIMITED = { scale: 18_997, offset: -1160 };
const FULL = { scale: 16_320, offset: 32 };

/** By matrix; limited, then full range. In limited range blue has less than it should (128 at most): that is libyuv's. */
const BT601 = [
  { ...LIMITED, uToBlue: 128, uToGreen: 25, vToGreen: 52, vToRed: 102 },
  { ...FULL, uToBlue: 113, uToGreen: 22, vToGreen: 46, vToRed: 90 },
] as const;
const BT709 = [
  { ...LIMITED, uToBlue: 128, uToGreen: 14, vToGreen: 34, vToRed: 115 },
  { ...FULL, uToBlue: 119, uToGreen: 12, vToGreen: 30, vToRed: 101 },
] as const;
const BT2020 = [
  { ...LIMITED, scale: 19_003, uToBlue: 128, uToGreen: 12, vToGreen: 42, vToRed: 107 },
  { ...FULL, uToBlue: 120, uToGreen: 11, vToGreen: 37, vToRed: 94 },
] as const;

/** Code points of ITU-T H.273. Matrix 12 follows from the primaries. */
const BY_MATRIX: Readonly<Record<number, readonly [YuvFactors, YuvFactors]>> = {
  1: BT709,
  2: BT601,
  5: BT601,
  6: BT601,
  9: BT2020,
};
const BY_PRIMARIES: Readonly<Record<number, readonly [YuvFactors, YuvFactors]>> = {
  1: BT709,
  2: BT709,
  5: BT601,
  6: BT601,
  9: BT2020,
};
const DERIVED_FROM_PRIMARIES = 12;

/** Undefined for a matrix that libyuv does not know, where libavif computes by itself. */
export function fixedPointFactors({ matrix, primaries, isFullRange }: Cicp): YuvFactors | undefined {
  const pair = matrix === DERIVED_FROM_PRIMARIES ? BY_PRIMARIES[primaries] : BY_MATRIX[matrix];
  return pair?.[isFullRange ? 1 : 0];
}

/**
 * Makes 8-bit colours of planes of 8, 10 or 12 bits, as libyuv does. Between its samples, chroma is `smooth` or
 * nearest.
 */
export function fixedPointRgb(planes: Av1Planes, factors: YuvFactors, smooth = true): Uint8Array<ArrayBuffer> {
  const { width, height, bitDepth, y: luma } = planes;
  const data = new Uint8Array(width * height * 3);
  const chroma = [new Uint16Array(width), new Uint16Array(width)] as const;
  const shift = bitDepth - 8;
  for (let y = 0; y < height; y++) {
    chromaRow(planes, planes.u, y, smooth, chroma[0]);
    chromaRow(planes, planes.v, y, smooth, chroma[1]);
    const row = luma.subarray(y * width, (y + 1) * width);
    writeRow(row, chroma, shift, factors, data.subarray(y * width * 3, (y + 1) * width * 3));
  }
  return data;
}

function chromaRow(planes: Av1Planes, plane: PlaneSamples, y: number, smooth: boolean, row: Uint16Array): void {
  const { sampling, width, bitDepth } = planes;
  const size = chromaSize(planes);
  if (sampling === '400') row.fill(2 ** (bitDepth - 1));
  else if (sampling === '444') row.set(plane.subarray(y * width, (y + 1) * width));
  else if (smooth) upsampleChroma(plane, size, y, sampling === '420', row);
  else {
    const start = (sampling === '420' ? y >> 1 : y) * size.width;
    for (let x = 0; x < width; x++) row[x] = plane[start + (x >> 1)] ?? 0;
  }
}

function writeRow(
  luma: PlaneSamples,
  [us, vs]: readonly [Uint16Array, Uint16Array],
  shift: number,
  { scale, offset, uToBlue, uToGreen, vToGreen, vToRed }: YuvFactors,
  to: Uint8Array,
): void {
  for (let x = 0, k = 0; x < luma.length; x++) {
    const sample = luma[x] ?? 0;
    // Stretched to 16 bits by repeating its highest ones; the product has 31 bits at most.
    const wide = (sample << (8 - shift)) | (sample >> (2 * shift));
    const base = ((wide * scale) >> 16) + offset;
    const u = ((us[x] ?? 0) >> shift) - 128;
    const v = ((vs[x] ?? 0) >> shift) - 128;
    to[k++] = clampByte((base + v * vToRed) >> 6);
    to[k++] = clampByte((base - (u * uToGreen + v * vToGreen)) >> 6);
    to[k++] = clampByte((base + u * uToBlue) >> 6);
  }
}

function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
