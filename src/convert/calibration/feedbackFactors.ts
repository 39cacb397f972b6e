/**
 * What error feedback (GPTQ, https://arxiv.org/abs/2210.17323) needs of a matrix's inputs. A rounding error of one weight is
 * made good by the weights after it, as far as their inputs go together.
 */
import { EditRewardError } from '../../core/errors.ts';

/**
 * Columns whose inputs are looked at together. A 7B's statistics over all columns would take 1.4 GB for one matrix; within
 * 128 they take 10 MB, and order edits almost as well.
 */
export const GROUP_COLUMNS = 128;

/** Numbers that a group has: products of each input with each. */
export const GROUP_SIZE = GROUP_COLUMNS ** 2;

/** Added to each input's mean square, of the mean over the group: few samples say little of inputs that are seldom large. */
const DAMPING = 0.01;

/** The samples drive the model to numbers that are none. */
export class CalibrationError extends EditRewardError {
  override readonly name = 'CalibrationError';
}

/**
 * Of each group's sums of products, `grams` [groups, 128, 128], the factors by which errors are passed on: column j after
 * column i takes `factors[i][j]` of the error of i. On the diagonal stands how much an error of that input counts. Throws
 * {@link CalibrationError} where sums are not finite.
 */
export function feedbackFactors(grams: Float32Array): Float32Array<ArrayBufferLike> {
  const factors = sharedFloats(grams.length);
  for (let start = 0; start < grams.length; start += GROUP_SIZE) {
    factors.set(groupFactors(dampedGroup(grams.subarray(start, start + GROUP_SIZE))), start);
  }
  return factors;
}

/** Memory that threads share where they may: each of a matrix's pieces takes all of it. */
function sharedFloats(length: number): Float32Array<ArrayBufferLike> {
  const isShared = typeof SharedArrayBuffer !== 'undefined';
  return new Float32Array(isShared ? new SharedArrayBuffer(4 * length) : new ArrayBuffer(4 * length));
}

/** A group without any input is as good as one whose inputs have nothing in common. */
function dampedGroup(gram: Float32Array): Float64Array {
  const damped = Float64Array.from(gram);
  let sum = 0;
  for (let i = 0; i < GROUP_COLUMNS; i++) sum += damped[i * (GROUP_COLUMNS + 1)] ?? 0;
  if (!Number.isFinite(sum)) {
    throw new CalibrationError(
      'The samples that the conversion is calibrated with lead the model to numbers that are infinite or NaN. Convert it ' +
        'without calibration, or in q8.',
    );
  }
  const added = sum === 0 ? 1 : (DAMPING * sum) / GROUP_COLUMNS;
  for (let i = 0; i < GROUP_COLUMNS; i++)
    damped[i * (GROUP_COLUMNS + 1)] = (damped[i * (GROUP_COLUMNS + 1)] ?? 0) + added;
  return damped;
}

/**
 * With H the damped sums and H⁻¹ = UᵀU, U upper triangular: factor ij is U_ij / U_ii. Here U is the inverse of R, with H = RRᵀ,
 * so that H need not be inverted.
 */
function groupFactors(damped: Float64Array): Float64Array {
  const root = upperRoot(damped);
  const factors = new Float64Array(GROUP_SIZE);
  const inverse = upperInverse(root);
  for (let i = 0; i < GROUP_COLUMNS; i++) {
    const row = i * GROUP_COLUMNS;
    const pivot = root[row + i] ?? 0;
    factors[row + i] = damped[row + i] ?? 0;
    for (let j = i + 1; j < GROUP_COLUMNS; j++) factors[row + j] = (inverse[row + j] ?? 0) * pivot;
  }
  return factors;
}

/** R, upper triangular, with H = RRᵀ: Cholesky's method from the last column to the first. */
function upperRoot(h: Float64Array): Float64Array {
  const root = new Float64Array(GROUP_SIZE);
  for (let j = GROUP_COLUMNS - 1; j >= 0; j--) {
    const rowJ = j * GROUP_COLUMNS;
    const pivot = Math.sqrt((h[rowJ + j] ?? 0) - dotFrom(root, rowJ, rowJ, j + 1));
    root[rowJ + j] = pivot;
    for (let i = 0; i < j; i++) {
      const rowI = i * GROUP_COLUMNS;
      root[rowI + j] = ((h[rowI + j] ?? 0) - dotFrom(root, rowI, rowJ, j + 1)) / pivot;
    }
  }
  return root;
}

/** Of two rows, from `column` on. */
function dotFrom(values: Float64Array, rowA: number, rowB: number, column: number): number {
  let sum = 0;
  for (let k = column; k < GROUP_COLUMNS; k++) sum += (values[rowA + k] ?? 0) * (values[rowB + k] ?? 0);
  return sum;
}

/** R⁻¹, row by row from the last: all inner loops run along rows. */
function upperInverse(root: Float64Array): Float64Array {
  const inverse = new Float64Array(GROUP_SIZE);
  for (let i = GROUP_COLUMNS - 1; i >= 0; i--) {
    const row = i * GROUP_COLUMNS;
    const pivot = root[row + i] ?? 0;
    inverse[row + i] = 1 / pivot;
    for (let k = i + 1; k < GROUP_COLUMNS; k++) {
      const share = (root[row + k] ?? 0) / pivot;
      const rowK = k * GROUP_COLUMNS;
      for (let j = k; j < GROUP_COLUMNS; j++)
        inverse[row + j] = (inverse[row + j] ?? 0) - share * (inverse[rowK + j] ?? 0);
    }
  }
  return inverse;
}
