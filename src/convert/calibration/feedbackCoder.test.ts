/** Against `reference/error_feedback.py`, which computes the factors in another way. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import { quantizeRows, type QuantizedRows } from '../quantize.ts';
import { createFeedbackCoder } from './feedbackCoder.ts';
import { CalibrationError, feedbackFactors, GROUP_COLUMNS, GROUP_SIZE } from './feedbackFactors.ts';

interface Expected {
  readonly codes: readonly string[];
  readonly scales: readonly (readonly number[])[];
  readonly zeroPoints: readonly (readonly number[])[];
}

const {
  rows: ROWS,
  columns: K,
  samples: SAMPLES,
  ...expected
}: { rows: number; columns: number; samples: number; asymmetric: Expected; symmetric: Expected } = JSON.parse(
  readFileSync('reference/error_feedback.json', 'utf8'),
);
const BLOCKS = Math.ceil(K / 32);
const GROUPS = Math.ceil(K / GROUP_COLUMNS);
const same = (scale: number) => scale;

/** The numbers that Python draws. */
function draw(): { inputs: Float32Array; weights: Float32Array } {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state >>> 8) - 2 ** 23) / 2 ** 23;
  };
  const noise = Float64Array.from({ length: SAMPLES * K }, next);
  const inputs = Float32Array.from(noise, (value, i) =>
    i % K === 5 ? 0 : i % K === 0 ? value : value + 0.75 * at(noise, i - 1),
  );
  const weights = Float32Array.from({ length: ROWS * K }, (_, i) => (i < (ROWS - 1) * K ? next() : 0));
  return { inputs, weights };
}

/** Sums of products of the inputs of each group. */
function gramsOf(inputs: Float32Array): Float32Array {
  return Float32Array.from({ length: GROUPS * GROUP_SIZE }, (_, index) => {
    const group = Math.floor(index / GROUP_SIZE) * GROUP_COLUMNS;
    const [i, j] = [group + Math.floor((index % GROUP_SIZE) / GROUP_COLUMNS), group + (index % GROUP_COLUMNS)];
    let sum = 0;
    if (i < K && j < K) {
      for (let n = 0; n < SAMPLES; n++) sum += at(inputs, n * K + i) * at(inputs, n * K + j);
    }
    return sum;
  });
}

const { inputs, weights } = draw();
const factors = feedbackFactors(gramsOf(inputs));

function quantize(symmetric: boolean): QuantizedRows {
  const options = { bits: 4, blockSize: 32, symmetric, search: true } as const;
  const coder = createFeedbackCoder({ bits: 4, symmetric, k: K, factors, roundScale: same });
  return quantizeRows(weights, ROWS, K, options, coder);
}

const nibble = (bytes: Uint8Array, index: number) => (at(bytes, index >> 1) >> (4 * (index & 1))) & 15;

/** Squared error of what the matrix makes of the inputs. */
function outputError({ packed, scales, zeroPoints }: QuantizedRows): number {
  let error = 0;
  for (let row = 0; row < ROWS; row++) {
    const rounding = Float64Array.from({ length: K }, (_, column) => {
      const block = Math.floor(column / 32);
      const zeroPoint = zeroPoints ? nibble(zeroPoints, row * 2 * Math.ceil(BLOCKS / 2) + block) : 8;
      const code = nibble(packed, row * BLOCKS * 32 + column);
      return at(weights, row * K + column) - (code - zeroPoint) * at(scales, row * BLOCKS + block);
    });
    for (let n = 0; n < SAMPLES; n++) {
      let sum = 0;
      for (let column = 0; column < K; column++) sum += at(rounding, column) * at(inputs, n * K + column);
      error += sum * sum;
    }
  }
  return error;
}

describe.each(['asymmetric', 'symmetric'] as const)('error feedback, %s', (kind) => {
  const symmetric = kind === 'symmetric';
  const quantized = quantize(symmetric);

  it('gives the codes, scales and zero points that Python gives, each one', () => {
    const { codes, scales, zeroPoints } = expected[kind];
    for (let row = 0; row < ROWS; row++) {
      const rowCodes = Array.from({ length: BLOCKS * 32 }, (_, i) => nibble(quantized.packed, row * BLOCKS * 32 + i));
      expect(rowCodes.map((code) => code.toString(16)).join('')).toBe(codes[row]);
      for (let block = 0; block < BLOCKS; block++) {
        expect(at(quantized.scales, row * BLOCKS + block)).toBeCloseTo(at(at(scales, row), block), 7);
        if (!quantized.zeroPoints) continue;
        const zeroPoint = nibble(quantized.zeroPoints, row * 2 * Math.ceil(BLOCKS / 2) + block);
        expect(zeroPoint).toBe(at(at(zeroPoints, row), block));
      }
    }
  });

  it('leaves less error of what comes out than rounding each weight by itself', () => {
    const alone = quantizeRows(weights, ROWS, K, { bits: 4, blockSize: 32, symmetric, search: true });
    expect(outputError(quantized)).toBeLessThan(0.7 * outputError(alone));
  });
});

it('without anything in common between inputs rounds each weight by itself, to the same codes', () => {
  const apart = Float32Array.from({ length: GROUPS * GROUP_SIZE }, (_, i) =>
    (i % GROUP_SIZE) % (GROUP_COLUMNS + 1) === 0 ? 3 : 0,
  );
  const options = { bits: 4, blockSize: 32, symmetric: false, search: true } as const;
  const coder = createFeedbackCoder({ ...options, k: K, factors: feedbackFactors(apart), roundScale: same });
  expect(quantizeRows(weights, ROWS, K, options, coder)).toEqual(quantizeRows(weights, ROWS, K, options));
});

it('is the same for inputs of which nothing is known', () => {
  const options = { bits: 4, blockSize: 32, symmetric: false, search: true } as const;
  const unknown = feedbackFactors(new Float32Array(GROUPS * GROUP_SIZE));
  const coder = createFeedbackCoder({ ...options, k: K, factors: unknown, roundScale: same });
  expect(quantizeRows(weights, ROWS, K, options, coder)).toEqual(quantizeRows(weights, ROWS, K, options));
});

it('refuses sums that are not finite', () => {
  const grams = new Float32Array(GROUP_SIZE);
  grams[0] = Infinity;
  expect(() => feedbackFactors(grams)).toThrow(CalibrationError);
});

it('names a weight that is none', () => {
  const coder = createFeedbackCoder({ bits: 4, symmetric: true, k: K, factors, roundScale: same });
  expect(() => coder.encode(Float32Array.of(1, NaN), 0, 2)).toThrow('NaN or infinite');
});
