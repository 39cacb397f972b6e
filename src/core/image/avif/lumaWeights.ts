import type { Cicp } from './avifPicture.ts';

const { fround } = Math;

/** Red and blue of luma (ITU-T H.273, table 4). */
const WEIGHTS: Readonly<Record<number, readonly [number, number]>> = {
  1: [0.2126, 0.0722],
  4: [0.3, 0.11],
  5: [0.299, 0.114],
  6: [0.299, 0.114],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
};
const DEFAULT_WEIGHTS = [0.299, 0.114] as const;
const UNSPECIFIED = 2;
const DERIVED_FROM_PRIMARIES = 12;

/** Chromaticities of red, green, blue and white (ITU-T H.273, table 2). */
const CHROMATICITIES: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  1: [
    [0.64, 0.33],
    [0.3, 0.6],
    [0.15, 0.06],
    [0.3127, 0.329],
  ],
  4: [
    [0.67, 0.33],
    [0.21, 0.71],
    [0.14, 0.08],
    [0.31, 0.316],
  ],
  5: [
    [0.64, 0.33],
    [0.29, 0.6],
    [0.15, 0.06],
    [0.3127, 0.329],
  ],
  6: [
    [0.63, 0.34],
    [0.31, 0.595],
    [0.155, 0.07],
    [0.3127, 0.329],
  ],
  7: [
    [0.63, 0.34],
    [0.31, 0.595],
    [0.155, 0.07],
    [0.3127, 0.329],
  ],
  8: [
    [0.681, 0.319],
    [0.243, 0.692],
    [0.145, 0.049],
    [0.31, 0.316],
  ],
  9: [
    [0.708, 0.292],
    [0.17, 0.797],
    [0.131, 0.046],
    [0.3127, 0.329],
  ],
  10: [
    [1, 0],
    [0, 1],
    [0, 0],
    [0.3333, 0.3333],
  ],
  11: [
    [0.68, 0.32],
    [0.265, 0.69],
    [0.15, 0.06],
    [0.314, 0.351],
  ],
  12: [
    [0.68, 0.32],
    [0.265, 0.69],
    [0.15, 0.06],
    [0.3127, 0.329],
  ],
  22: [
    [0.63, 0.34],
    [0.295, 0.605],
    [0.155, 0.077],
    [0.3127, 0.329],
  ],
};

/** Shares of red, green and blue in luma. Undefined for a matrix that is no weighting, or that nothing is known of. */
export function lumaWeights({ matrix, primaries }: Cicp): [number, number, number] | undefined {
  const pair = matrix === UNSPECIFIED ? DEFAULT_WEIGHTS : WEIGHTS[matrix];
  if (pair === undefined) return matrix === DERIVED_FROM_PRIMARIES ? derivedWeights(primaries) : undefined;
  const [red, blue] = [fround(pair[0]), fround(pair[1])];
  return [red, fround(fround(1 - red) - blue), blue];
}

/** Those of luminance, by which the primaries add up to white (ITU-T H.273, equations 32 to 37). */
function derivedWeights(primaries: number): [number, number, number] {
  const [r, g, b, w] = (CHROMATICITIES[primaries] ?? CHROMATICITIES[1] ?? []).map(([x, y]) => ({ x, y, z: 1 - x - y }));
  if (!r || !g || !b || !w) return [0, 0, 0];
  const denominator =
    w.y * (r.x * (g.y * b.z - b.y * g.z) + g.x * (b.y * r.z - r.y * b.z) + b.x * (r.y * g.z - g.y * r.z));
  const red =
    (r.y * (w.x * (g.y * b.z - b.y * g.z) + w.y * (b.x * g.z - g.x * b.z) + w.z * (g.x * b.y - b.x * g.y))) /
    denominator;
  const blue =
    (b.y * (w.x * (r.y * g.z - g.y * r.z) + w.y * (g.x * r.z - r.x * g.z) + w.z * (r.x * g.y - g.x * r.y))) /
    denominator;
  return [fround(red), fround(1 - red - blue), fround(blue)];
}
