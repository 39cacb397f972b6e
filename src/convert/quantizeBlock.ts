/** Choosing one block's scale and zero point, and its codes. Inner loops touch only a typed array and numbers. */
import { EditRewardError } from '../core/errors.ts';

/** Weights are NaN or infinite: the checkpoint is damaged, or its training diverged. */
export class NonFiniteWeightError extends EditRewardError {
  override readonly name = 'NonFiniteWeightError';
  constructor(place?: { readonly tensor: string; readonly file: string; readonly count?: number }) {
    const { tensor, file, count = 1 } = place ?? {};
    const which = count === 1 ? 'a weight' : `${count} weights`;
    const what = tensor === undefined ? 'A weight' : `${file}: ${which} of ${tensor}`;
    const are = count === 1 ? 'is' : 'are';
    super(`${what} ${are} NaN or infinite, so the checkpoint is damaged. Download or save it again.`, place);
  }
}

/** Columns a block. 32 is the size that every backend runs well: block 128 has crashed a WebGPU backend. */
export const BLOCK_SIZE = 32;

export interface QuantizeOptions {
  readonly bits: 4 | 8;
  readonly blockSize: typeof BLOCK_SIZE;
  /** Without zero points: codes are relative to the operator's default, 8 or 128. */
  readonly symmetric: boolean;
  /** Search each block's scale (and zero point) for the least squared error, instead of spanning its extremes. */
  readonly search: boolean;
}

export interface BlockCode {
  /** An fp32 value; negative where a symmetric block's largest weight is positive. */
  readonly scale: number;
  readonly zeroPoint: number;
}

export interface BlockCoder {
  /** Codes of the block encoded last; overwritten by the next. */
  readonly codes: Uint8Array;
  /** Encodes `weights[start, end)`, at most a block; missing columns count as 0. Throws {@link NonFiniteWeightError}. */
  encode(weights: Float32Array, start: number, end: number): BlockCode;
}

/**
 * How a block's weights lie on the codes: at scale `extent / levels` its extremes just fit. The zero point of a scale is
 * `middle - centre / scale`.
 */
export interface Span {
  readonly extent: number;
  readonly levels: number;
  readonly middle: number;
  readonly centre: number;
}

/** Scales that are tried: the extremes spread over `step` levels more or fewer each, `from` to `to` such steps. */
interface SearchGrid {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/**
 * The scales that are tried. At 4 bits they come within 0.4% of the squared error that 81 scales leave, whatever the
 * distribution: with so few levels to gain, a scale that cuts the extremes off seldom pays. 8 bits have room to search,
 * and few scales are enough.
 */
export const SEARCH_GRID: Readonly<Record<QuantizeOptions['bits'], SearchGrid>> = {
  4: { from: -4, to: 2, step: 0.4 },
  8: { from: -6, to: 6, step: 1 },
};

/** Adding and subtracting 1.5 * 2^52 rounds a small double to an integer (ties to even) without leaving the float units. */
export const ROUND = 1.5 * 2 ** 52;

/** Makes a coder, which owns its scratch memory. */
export function createBlockCoder({ bits, symmetric, search }: QuantizeOptions): BlockCoder {
  const maxCode = 2 ** bits - 1;
  const block = new Float64Array(BLOCK_SIZE);
  const codes = new Uint8Array(BLOCK_SIZE);
  return {
    codes,
    encode(weights, start, end) {
      const range = loadBlock(block, weights, start, end);
      const span = spanOf(range, symmetric, maxCode);
      const plain = plainCode(span, maxCode);
      const code = search && plain.scale !== 0 ? searchedCode(block, range, span, maxCode, SEARCH_GRID[bits]) : plain;
      putCodes(block, code, maxCode, codes);
      return code;
    },
  };
}

/** The extremes of a block and 0. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

function loadBlock(block: Float64Array, weights: Float32Array, start: number, end: number): Range {
  let min = 0;
  let max = 0;
  // Stays 0 unless a weight is NaN or infinite, which comparisons would not notice.
  let finite = 0;
  for (let i = 0; i < BLOCK_SIZE; i++) {
    const value = start + i < end ? (weights[start + i] ?? 0) : 0;
    block[i] = value;
    // oxlint-disable-next-line oxc/erasing-op -- 0 for every number but infinities and NaN, without a branch
    finite += value * 0;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  if (finite !== 0) throw new NonFiniteWeightError();
  return { min, max };
}

export function spanOf(range: Range, symmetric: boolean, maxCode: number): Span {
  return symmetric ? symmetricSpan(range, maxCode) : asymmetricSpan(range, maxCode);
}

/**
 * The weight of greatest magnitude takes code 0, which has no opposite. That gives one level more than mirrored codes.
 */
function symmetricSpan({ min, max }: Range, maxCode: number): Span {
  const middle = (maxCode + 1) / 2;
  return { extent: max > -min ? -max : -min, levels: middle, middle, centre: 0 };
}

/** Includes 0, which stays exact: the padding and pruned weights stand on it. */
function asymmetricSpan({ min, max }: Range, maxCode: number): Span {
  return { extent: max - min, levels: maxCode, middle: maxCode / 2, centre: (min + max) / 2 };
}

export function plainCode(span: Span, maxCode: number): BlockCode {
  const scale = Math.fround(span.extent / span.levels);
  // Also when the scale underflows: a block of zeros, exactly.
  if (scale === 0) return { scale: 0, zeroPoint: Math.ceil(span.middle) };
  return { scale, zeroPoint: zeroPointOf(span, 1 / scale, maxCode) };
}

export function zeroPointOf(span: Span, inverse: number, maxCode: number): number {
  return Math.min(maxCode, Math.max(0, Math.round(span.middle - span.centre * inverse)));
}

/**
 * The codes that leave the least squared error. For fixed codes q (relative to the zero point) the best scale is sum(x
 * q) / sum(q q). It removes sum(x q)^2 / sum(q q) of the block's energy, so the codes that remove most win.
 */
function searchedCode(block: Float64Array, range: Range, span: Span, maxCode: number, grid: SearchGrid): BlockCode {
  const { from, to, step } = grid;
  let bestInverse = 0;
  let bestRemoved = 0;
  for (let i = from; i <= to; i++) {
    const inverse = (span.levels + i * step) / span.extent;
    const zeroPoint = zeroPointOf(span, inverse, maxCode);
    const low = -zeroPoint;
    const high = maxCode - zeroPoint;
    const fits = isWithin(range.min * inverse, low, high) && isWithin(range.max * inverse, low, high);
    const removed = fits ? removedEnergy(block, inverse) : removedEnergyClamped(block, inverse, low, high);
    if (removed <= bestRemoved) continue;
    bestRemoved = removed;
    bestInverse = inverse;
  }
  const zeroPoint = zeroPointOf(span, bestInverse, maxCode);
  return { scale: fittedScale(block, bestInverse, zeroPoint, maxCode), zeroPoint };
}

/** Whether a code is within bounds once it is rounded. */
function isWithin(code: number, low: number, high: number): boolean {
  const rounded = code + ROUND - ROUND;
  return rounded >= low && rounded <= high;
}

/** Energy that the block's codes at 1/scale `inverse`, all within bounds, remove with their best scale. */
function removedEnergy(block: Float64Array, inverse: number): number {
  // Two columns a turn, with sums of their own: an addition waits for the one before it.
  let xqEven = 0;
  let xqOdd = 0;
  let qqEven = 0;
  let qqOdd = 0;
  for (let i = 0; i < BLOCK_SIZE; i += 2) {
    const x = block[i] ?? 0;
    const y = block[i + 1] ?? 0;
    const xCode = x * inverse + ROUND - ROUND;
    const yCode = y * inverse + ROUND - ROUND;
    xqEven += x * xCode;
    qqEven += xCode * xCode;
    xqOdd += y * yCode;
    qqOdd += yCode * yCode;
  }
  return energyOf(xqEven + xqOdd, qqEven + qqOdd);
}

/** As {@link removedEnergy}, with codes cut to [low, high]. */
function removedEnergyClamped(block: Float64Array, inverse: number, low: number, high: number): number {
  let xqEven = 0;
  let xqOdd = 0;
  let qqEven = 0;
  let qqOdd = 0;
  for (let i = 0; i < BLOCK_SIZE; i += 2) {
    const x = block[i] ?? 0;
    const y = block[i + 1] ?? 0;
    const p = x * inverse + ROUND - ROUND;
    const q = y * inverse + ROUND - ROUND;
    const xCode = p < low ? low : p > high ? high : p;
    const yCode = q < low ? low : q > high ? high : q;
    xqEven += x * xCode;
    qqEven += xCode * xCode;
    xqOdd += y * yCode;
    qqOdd += yCode * yCode;
  }
  return energyOf(xqEven + xqOdd, qqEven + qqOdd);
}

function energyOf(xq: number, qq: number): number {
  return qq === 0 ? 0 : (xq * xq) / qq;
}

/** The best fp32 scale for the block's codes at 1/scale `inverse`. */
function fittedScale(block: Float64Array, inverse: number, zeroPoint: number, maxCode: number): number {
  const low = -zeroPoint;
  const high = maxCode - zeroPoint;
  let xq = 0;
  let qq = 0;
  for (let i = 0; i < BLOCK_SIZE; i++) {
    const x = block[i] ?? 0;
    const p = x * inverse + ROUND - ROUND;
    const code = p < low ? low : p > high ? high : p;
    xq += x * code;
    qq += code * code;
  }
  return Math.fround(xq / qq);
}

function putCodes(block: Float64Array, { scale, zeroPoint }: BlockCode, maxCode: number, codes: Uint8Array): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < BLOCK_SIZE; i++) {
    const code = (block[i] ?? 0) * inverse + ROUND - ROUND + zeroPoint;
    codes[i] = code < 0 ? 0 : code > maxCode ? maxCode : code;
  }
}
