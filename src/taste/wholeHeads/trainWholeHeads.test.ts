import { describe, expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import { drawLayers, widthsOf } from '../network/headLayers.ts';
import { plainProducts } from '../network/matrixProducts.ts';
import { evenShares } from '../tasteHeads.ts';
import type { Vote } from '../trainingSet.ts';
import { columnScales, forRawRows, standardRows } from './standardise.ts';
import { headOutputs } from './learnWholeHeads.ts';
import { trainWholeHeads } from './trainWholeHeads.ts';

const HIDDEN = 8;
const PAIRS = 600;

function drawn() {
  const random = new Random(9);
  // Columns of very different sizes, as hidden states have them.
  const sizes = Array.from({ length: HIDDEN }, (_, k) => 10 ** (k - 3));
  const values = Float32Array.from(
    { length: 2 * PAIRS * HIDDEN },
    (_, k) => at(sizes, k % HIDDEN) * (5 + random.normal()),
  );
  const features = { values, rows: 2 * PAIRS, columns: HIDDEN };
  const original = { heads: [drawLayers([HIDDEN, 24, 6, 2], random)], shares: evenShares(1) };
  // What counts is in a small column.
  const votes = Array.from({ length: PAIRS }, (_, k): Vote => {
    const [one, other] = [at(values, 2 * k * HIDDEN + 1), at(values, (2 * k + 1) * HIDDEN + 1)];
    return { first: 2 * k, second: 2 * k + 1, target: Number(one > other), of: 'overall', source: String(k) };
  });
  return { features: [features], original, labels: { votes, grades: [] } };
}

describe('trainWholeHeads', () => {
  it('learns a taste from nothing, measures it on sources that it did not learn from, and repeats itself', async () => {
    const { features, original, labels } = drawn();
    const settings = { loss: 'chance', seed: 2, products: plainProducts } as const;
    const trained = await trainWholeHeads(original, features, labels, settings);
    expect(trained.heads.map(widthsOf)).toEqual([[HIDDEN, 24, 6, 2]]);
    expect(trained.heldOut).toMatchObject({ votes: 60, isBetter: true, isCertain: true });
    expect(trained.heldOut?.taste.value ?? NaN).toBeGreaterThan(0.9);
    expect((await trainWholeHeads(original, features, labels, settings)).heads).toEqual(trained.heads);
  });

  it('keeps a head that no vote is of', async () => {
    const { features, original, labels } = drawn();
    const [matrix, layers] = [at(features, 0), at(original.heads, 0)];
    const two = { heads: [layers, layers], shares: evenShares(2) };
    const votes = labels.votes.map((vote) => ({ ...vote, of: 1 }));
    const settings = { loss: 'chance', seed: 2, products: plainProducts } as const;
    const trained = await trainWholeHeads(two, [matrix, matrix], { votes, grades: [] }, settings);
    expect(at(trained.heads, 0)).toBe(layers);
    expect(trained.heldOut?.heads?.map(({ head }) => head)).toEqual([1]);
    expect(trained.heldOut?.taste.value ?? NaN).toBeGreaterThan(0.9);
  });

  it('gains nothing on an original that only is less sure than the voter', async () => {
    const { features, labels } = drawn();
    // In the voter's own order, with chances near a half.
    const weight = { values: new Float32Array(2 * HIDDEN), rows: 2, columns: HIDDEN };
    weight.values[1] = 10;
    const original = { heads: [[{ weight, bias: new Float32Array(2) }]], shares: evenShares(1) };
    const settings = { loss: 'chance', seed: 2, products: plainProducts } as const;
    const { heldOut } = await trainWholeHeads(original, features, labels, settings);
    expect(heldOut?.original.value).toBe(1);
    // As it is, its squared errors are nearly a quarter.
    expect(heldOut?.errorGain.value).toBeLessThan(0.05);
  });

  it('stops when it is told to', async () => {
    const { features, original, labels } = drawn();
    const settings = { loss: 'chance', seed: 2, products: plainProducts, signal: AbortSignal.abort() } as const;
    await expect(trainWholeHeads(original, features, labels, settings)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('heads for raw rows give what heads for standard rows give', async () => {
  const { features, original } = drawn();
  const rows = [3, 1, 7];
  const [matrix, layers] = [at(features, 0), at(original.heads, 0)];
  const scales = columnScales(matrix, rows);
  const [standard] = await headOutputs([layers], [standardRows(matrix, rows, scales)], [0, 1, 2], plainProducts);
  const [raw] = await headOutputs([forRawRows(layers, scales)], [matrix], rows, plainProducts);
  const differences = raw?.map((value, k) => Math.abs(value - at(standard ?? [], k))) ?? [NaN];
  // Single precision, with columns of up to 50,000 against deviations of a fifth of that.
  expect(Math.max(...differences)).toBeLessThan(1e-4);
});
