/** Choosing one block's scale and zero point, and its codes. Inner loops touch only a typed array and numbers. */
import { EditRewardError } from '../core/errors.ts';

/** A weight is NaN or infinite: the checkpoint is damaged, or its training diverged. */
export class NonFiniteWeightError extends EditRewardError {
  override readonly name = 'NonFiniteWeightError';
  constructor(place?: { readonly tensor: string; readonly file: string }) {
    const what = place ? `${place.file}: a weight of ${place.tensor}` : 'A weight';
    super(`${what} is NaN or infinite, so the checkpoint is damaged. Download or save it again.`, place);
  }
}

/** Columns a block. 32 is the size that every backend runs well: block 128 has crashed a WebGPU backend. */
const BLOCK_SIZE = 32;

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
interface Span {
  readonly extent: number;
  readonly levels: number;
  readonly middle: number;
  readonly centre: number;
}

/** Scales tried to each side of the one that just fits, `SEARCH_STEP` levels apart: a wider or finer grid gained under 0.3%. */
const SEARCH_STEPS = 6;
const SEARCH_STEP: Readonly<Record<QuantizeOptions['bits'], number>> = { 4: 0.25, 8: 1 };

/** Adding and subtracting 1.5 * 2^52 rounds a small double to an integer (ties to even) without leaving the float units. */
const ROUND = 1.5 * 2 ** 52;

/** Makes a coder, which owns its scratch memory. */
export function createBlockCoder({ bits, symmetric, search }: QuantizeOptions): BlockCoder {
  const maxCode = 2 ** bits - 1;
  const block = new Float64Array(BLOCK_SIZE);
  const codes = new Uint8Array(BLOCK_SIZE);
  return {
    codes,
    encode(weights, start, end) {
      loadBlock(block, weights, start, end);
      const span = symmetric ? symmetricSpan(block, maxCode) : asymmetricSpan(block, maxCode);
      const code = search ? searchedCode(block, span, maxCode, SEARCH_STEP[bits]) : plainCode(span, maxCode);
      putCodes(block, code, maxCode, codes);
      return code;
    },
  };
}

function loadBlock(block: Float64Array, weights: Float32Array, start: number, end: number): void {
  let sum = 0;
  for (let i = 0; i < block.length; i++) {
    const value = start + i < end ? (weights[start + i] ?? 0) : 0;
    block[i] = value;
    sum += Math.abs(value);
  }
  if (!Number.isFinite(sum)) throw new NonFiniteWeightError();
}

/** The weight of greatest magnitude takes code 0, the one without an opposite: one level more than mirrored codes. */
function symmetricSpan(block: Float64Array, maxCode: number): Span {
  let extreme = 0;
  for (let i = 0; i < block.length; i++) {
    const value = block[i] ?? 0;
    if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  }
  const middle = (maxCode + 1) / 2;
  return { extent: -extreme, levels: middle, middle, centre: 0 };
}

/** Includes 0, which stays exact: the padding and pruned weights stand on it. */
function asymmetricSpan(block: Float64Array, maxCode: number): Span {
  let min = 0;
  let max = 0;
  for (let i = 0; i < block.length; i++) {
    const value = block[i] ?? 0;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { extent: max - min, levels: maxCode, middle: maxCode / 2, centre: (min + max) / 2 };
}

function plainCode(span: Span, maxCode: number): BlockCode {
  const scale = Math.fround(span.extent / span.levels);
  // Also when the scale underflows: a block of zeros, exactly.
  if (scale === 0) return { scale: 0, zeroPoint: Math.ceil(span.middle) };
  return { scale, zeroPoint: zeroPointOf(span, 1 / scale, maxCode) };
}

function zeroPointOf(span: Span, inverse: number, maxCode: number): number {
  return Math.min(maxCode, Math.max(0, Math.round(span.middle - span.centre * inverse)));
}

/**
 * For fixed codes q (relative to the zero point) the best scale is sum(x q) / sum(q q), and it removes
 * sum(x q)^2 / sum(q q) of the block's energy: the codes that remove most win.
 */
function searchedCode(block: Float64Array, span: Span, maxCode: number, step: number): BlockCode {
  const plain = plainCode(span, maxCode);
  if (plain.scale === 0) return plain;
  let bestInverse = 1 / plain.scale;
  let bestRemoved = 0;
  for (let i = -SEARCH_STEPS; i <= SEARCH_STEPS; i++) {
    const inverse = (span.levels + i * step) / span.extent;
    const removed = removedEnergy(block, inverse, zeroPointOf(span, inverse, maxCode), maxCode);
    if (removed <= bestRemoved) continue;
    bestRemoved = removed;
    bestInverse = inverse;
  }
  const zeroPoint = zeroPointOf(span, bestInverse, maxCode);
  return { scale: fittedScale(block, bestInverse, zeroPoint, maxCode), zeroPoint };
}

/** Energy that the block's codes at 1/scale `inverse` remove with their best scale. */
function removedEnergy(block: Float64Array, inverse: number, zeroPoint: number, maxCode: number): number {
  const low = -zeroPoint;
  const high = maxCode - zeroPoint;
  // Two columns a turn, with sums of their own: an addition waits for the one before it.
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
  const xq = xqEven + xqOdd;
  const qq = qqEven + qqOdd;
  return qq === 0 ? 0 : (xq * xq) / qq;
}

/** The best fp32 scale for the block's codes at 1/scale `inverse`. */
function fittedScale(block: Float64Array, inverse: number, zeroPoint: number, maxCode: number): number {
  let xq = 0;
  let qq = 0;
  for (const x of block) {
    const code = Math.min(maxCode - zeroPoint, Math.max(-zeroPoint, x * inverse + ROUND - ROUND));
    xq += x * code;
    qq += code * code;
  }
  return Math.fround(xq / qq);
}

function putCodes(block: Float64Array, { scale, zeroPoint }: BlockCode, maxCode: number, codes: Uint8Array): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < block.length; i++) {
    const code = (block[i] ?? 0) * inverse + ROUND - ROUND + zeroPoint;
    codes[i] = code < 0 ? 0 : code > maxCode ? maxCode : code;
  }
}
