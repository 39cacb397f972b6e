import type { Component, Frame } from './frame.ts';
import type { Progression } from './progression.ts';
import type { CoefficientPlane } from './walkScan.ts';
import { NATURAL_ORDER } from './zigzag.ts';

/** Weights of the averages (DC) of 5 × 5 blocks around one, row by row. */
type Kernel = readonly number[];

/** What to estimate the coefficients 1 to 5 from, in coded order, where some AC coefficients are known already. */
const SLOPE = atRow(2, -7, 50, 0, -50, 7);
const BEND = atRow(2, -1, 13, -24, 13, -1);
const TWIST = rows([0, -1, 0, 1, 0], [-1, 10, 0, -10, 1], [], [1, -10, 0, 10, -1], [0, 1, 0, -1, 0]);
const KNOWN_AC: readonly Kernel[] = [SLOPE, transpose(SLOPE), transpose(BEND), TWIST, BEND];

/** And the coefficients 0 to 9 where the averages alone are known. */
const AVERAGE = rows(
  [-2, -6, -8, -6, -2],
  [-6, 6, 42, 6, -6],
  [-8, 42, 152, 42, -8],
  [-6, 6, 42, 6, -6],
  [-2, -6, -8, -6, -2],
);
const WIDE_SLOPE = rows(
  [-1, -1, 0, 1, 1],
  [-3, 13, 0, -13, 3],
  [-3, 38, 0, -38, 3],
  [-3, 13, 0, -13, 3],
  [-1, -1, 0, 1, 1],
);
const WIDE_BEND = rows([0, 0, 1, 0, 0], [0, 2, 7, 2, 0], [0, -5, -14, -5, 0], [0, 2, 7, 2, 0], [0, 0, 1, 0, 0]);
const WIDE_TWIST = rows([-1, 0, 0, 0, 1], [0, 9, 0, -9, 0], [], [0, -9, 0, 9, 0], [1, 0, 0, 0, -1]);
const WAVE = rows([], [0, 1, 0, -1, 0], [0, 2, 0, -2, 0], [0, 1, 0, -1, 0], []);
const SADDLE = rows([], [0, 1, -3, 1, 0], [], [0, -1, 3, -1, 0], []);
const AVERAGES_ALONE: readonly Kernel[] = [
  WIDE_SLOPE,
  transpose(WIDE_SLOPE),
  WIDE_BEND,
  WIDE_TWIST,
  transpose(WIDE_BEND),
  WAVE,
  SADDLE,
  transpose(SADDLE),
  transpose(WAVE),
];

/**
 * The coefficients of a progressive picture that ends before its last scans. Missing low ones are estimated from the
 * averages of the blocks around each. This is libjpeg-turbo's block smoothing, after ITU T.81, K.8.
 */
export function smoothBlocks(
  frame: Frame,
  component: Component,
  plane: CoefficientPlane,
  quantisation: Uint16Array,
  progression: Progression,
): CoefficientPlane {
  const coefficients = plane.coefficients.slice();
  for (let mcuRow = 0; mcuRow < frame.mcusHigh; mcuRow++) {
    const missing = progression.missingBits(component.index, mcuRow);
    for (const row of nearbyRows(frame, component, mcuRow)) {
      for (let x = 0; x < component.blocksWide; x++) {
        const at = ((row[2] ?? 0) * plane.stride + x) * 64;
        estimate(coefficients, at, averagesAround(plane, component, row, x), quantisation, missing);
      }
    }
  }
  return { coefficients, stride: plane.stride };
}

/** Estimates are divided by the steps of the coefficients: none may be zero. */
export function canSmooth(quantisation: Uint16Array | undefined): boolean {
  return NATURAL_ORDER.subarray(0, 10).every((place) => (quantisation?.[place] ?? 0) !== 0);
}

/**
 * For each row of blocks in a row of MCUs: the rows of blocks from two above it to two below. At the picture's edges
 * the nearest row takes their place. If the last MCUs are not full, libjpeg counts rows a little differently.
 */
function nearbyRows({ mcusHigh }: Frame, { vertical, blocksHigh }: Component, mcuRow: number): number[][] {
  const high = mcuRow < mcusHigh - 1 ? vertical : blocksHigh % vertical || vertical;
  return Array.from({ length: high }, (_, y) => {
    const row = mcuRow * vertical + y;
    const counted = mcuRow * high + y;
    const above = counted > 0 ? row - 1 : row;
    const below = counted < high * mcusHigh - 1 ? row + 1 : row;
    return [counted > 1 ? row - 2 : above, above, row, below, counted < high * mcusHigh - 2 ? row + 2 : below];
  });
}

function averagesAround(
  { coefficients, stride }: CoefficientPlane,
  { blocksWide }: Component,
  nearby: readonly number[],
  x: number,
): number[] {
  return nearby.flatMap((row) =>
    [-2, -1, 0, 1, 2].map((step) => {
      const column = Math.min(Math.max(x + step, 0), blocksWide - 1);
      return coefficients[(row * stride + column) * 64] ?? 0;
    }),
  );
}

function estimate(
  coefficients: Int16Array,
  at: number,
  averages: readonly number[],
  quantisation: Uint16Array,
  missing: Int8Array,
): void {
  const averagesAlone = missing.subarray(1, 10).every((bits) => bits === -1);
  const unit = quantisation[0] ?? 0;
  (averagesAlone ? AVERAGES_ALONE : KNOWN_AC).forEach((kernel, k) => {
    const place = NATURAL_ORDER[k + 1] ?? 0;
    const bits = missing[k + 1] ?? 0;
    if (bits === 0 || coefficients[at + place] !== 0) return;
    const value = divide(unit * weigh(kernel, averages), quantisation[place] ?? 0);
    // What is known says that it is smaller than its known bits could tell.
    const limit = bits > 0 ? (1 << bits) - 1 : Infinity;
    coefficients[at + place] = Math.min(Math.max(value, -limit), limit);
  });
  if (averagesAlone) coefficients[at] = divide(unit * weigh(AVERAGE, averages), unit);
}

function weigh(kernel: Kernel, averages: readonly number[]): number {
  return kernel.reduce((sum, weight, k) => sum + weight * (averages[k] ?? 0), 0);
}

/** Kernels are in units of 1/256; halves are rounded away from zero. */
function divide(value: number, unit: number): number {
  return Math.trunc((value + Math.sign(value) * unit * 128) / (unit * 256));
}

function rows(...lines: readonly (readonly number[])[]): Kernel {
  return lines.flatMap((line) => (line.length === 0 ? [0, 0, 0, 0, 0] : line));
}

function atRow(row: number, ...line: readonly number[]): Kernel {
  return rows(...[0, 1, 2, 3, 4].map((y) => (y === row ? line : [])));
}

function transpose(kernel: Kernel): Kernel {
  return kernel.map((_, k) => kernel[(k % 5) * 5 + Math.floor(k / 5)] ?? 0);
}
