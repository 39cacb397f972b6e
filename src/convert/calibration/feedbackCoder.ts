/** Codes of blocks whose rounding errors are passed on to the columns after them. */
import {
  BLOCK_SIZE,
  NonFiniteWeightError,
  plainCode,
  ROUND,
  SEARCH_GRID,
  spanOf,
  zeroPointOf,
  type BlockCode,
  type BlockCoder,
  type QuantizeOptions,
  type Range,
} from '../quantizeBlock.ts';
import { GROUP_COLUMNS, GROUP_SIZE } from './feedbackFactors.ts';

export interface FeedbackOptions extends Pick<QuantizeOptions, 'bits' | 'symmetric'> {
  /** Columns of a row. */
  readonly k: number;
  /** See `feedbackFactors`: a group for each 128 columns. */
  readonly factors: Float32Array;
  /** As the package will have a scale: errors are those of what is multiplied with. */
  readonly roundScale: (scale: number) => number;
}

/**
 * A coder that wants all blocks of a row in their order. The scale of a block is the one, of those that are tried, that leaves the
 * least squared error where each input counts as much as its mean square.
 */
export function createFeedbackCoder({ bits, symmetric, k, factors, roundScale }: FeedbackOptions): BlockCoder {
  const maxCode = 2 ** bits - 1;
  const group = new Float64Array(GROUP_COLUMNS);
  const codes = new Uint8Array(BLOCK_SIZE);
  return {
    codes,
    encode(weights, start, end) {
      const column = start % k;
      const offset = column % GROUP_COLUMNS;
      const first = Math.floor(column / GROUP_COLUMNS) * GROUP_SIZE;
      if (offset === 0) loadGroup(group, weights, start, start - column + k);
      const block = group.subarray(offset, offset + BLOCK_SIZE);
      const groupFactors = factors.subarray(first, first + GROUP_SIZE);
      const code = weightedCode(block, groupFactors, offset, { bits, symmetric, maxCode });
      const rounded = { ...code, scale: roundScale(code.scale) };
      passOn(group, groupFactors, offset, rounded, maxCode, codes);
      codes.fill(code.zeroPoint, end - start);
      return rounded;
    },
  };
}

/** The group's columns, as far as the row goes: the rest is 0. */
function loadGroup(group: Float64Array, weights: Float32Array, start: number, rowEnd: number): void {
  let finite = 0;
  for (let i = 0; i < GROUP_COLUMNS; i++) {
    const value = start + i < rowEnd ? (weights[start + i] ?? 0) : 0;
    group[i] = value;
    // oxlint-disable-next-line oxc/erasing-op -- 0 for every number but infinities and NaN
    finite += value * 0;
  }
  if (finite !== 0) throw new NonFiniteWeightError();
}

interface Levels {
  readonly bits: 4 | 8;
  readonly symmetric: boolean;
  readonly maxCode: number;
}

/** As the search of `quantizeBlock`, with each column's error weighted: sum(h x q)² / sum(h q q) is what a scale removes. */
function weightedCode(block: Float64Array, factors: Float32Array, offset: number, levels: Levels): BlockCode {
  const { bits, symmetric, maxCode } = levels;
  const span = spanOf(rangeOf(block), symmetric, maxCode);
  const plain = plainCode(span, maxCode);
  if (plain.scale === 0) return plain;
  const { from, to, step } = SEARCH_GRID[bits];
  let best = plain;
  let bestRemoved = 0;
  for (let i = from; i <= to; i++) {
    const inverse = (span.levels + i * step) / span.extent;
    const zeroPoint = zeroPointOf(span, inverse, maxCode);
    const { xq, qq } = weightedSums(block, factors, offset, inverse, -zeroPoint, maxCode - zeroPoint);
    const removed = qq === 0 ? 0 : (xq * xq) / qq;
    if (removed <= bestRemoved) continue;
    bestRemoved = removed;
    best = { scale: Math.fround(xq / qq), zeroPoint };
  }
  return best;
}

function rangeOf(block: Float64Array): Range {
  let min = 0;
  let max = 0;
  for (const value of block) {
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max };
}

function weightedSums(
  block: Float64Array,
  factors: Float32Array,
  offset: number,
  inverse: number,
  low: number,
  high: number,
): { readonly xq: number; readonly qq: number } {
  let xq = 0;
  let qq = 0;
  for (let i = 0; i < BLOCK_SIZE; i++) {
    const x = block[i] ?? 0;
    const rounded = x * inverse + ROUND - ROUND;
    const code = rounded < low ? low : rounded > high ? high : rounded;
    const weighted = (factors[(offset + i) * (GROUP_COLUMNS + 1)] ?? 0) * code;
    xq += x * weighted;
    qq += code * weighted;
  }
  return { xq, qq };
}

/** Codes of the block's columns, one after the other: each error goes to the columns after it, in all of the group. */
function passOn(
  group: Float64Array,
  factors: Float32Array,
  offset: number,
  { scale, zeroPoint }: BlockCode,
  maxCode: number,
  codes: Uint8Array,
): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = offset; i < offset + BLOCK_SIZE; i++) {
    const x = group[i] ?? 0;
    const rounded = x * inverse + ROUND - ROUND + zeroPoint;
    const code = rounded < 0 ? 0 : rounded > maxCode ? maxCode : rounded;
    codes[i - offset] = code;
    const error = x - (code - zeroPoint) * scale;
    const row = i * GROUP_COLUMNS;
    for (let j = i + 1; j < GROUP_COLUMNS; j++) group[j] = (group[j] ?? 0) - error * (factors[row + j] ?? 0);
  }
}
