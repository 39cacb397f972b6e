import { describe, expect, it } from 'vitest';
import { Random } from '../evaluation/statistics/random.ts';
import { drawLayers } from './network/headLayers.ts';
import { plainProducts } from './network/matrixProducts.ts';
import { chooseRecalibration } from './recalibration/chooseHold.ts';
import { readLastLayers } from './recalibration/lastLayers.ts';
import { evenShares } from './tasteHeads.ts';
import { trainTaste } from './trainTaste.ts';
import type { Vote } from './trainingSet.ts';
import { learnWholeHeads } from './wholeHeads/learnWholeHeads.ts';

const PAIRS = 60;
const HIDDEN = 4;

/** A head, and what it reads of pairs; `spoil` changes what it reads. */
function drawn(spoil: (values: Float32Array) => void) {
  const random = new Random(3);
  const values = Float32Array.from({ length: 2 * PAIRS * HIDDEN }, () => random.normal());
  spoil(values);
  const votes = Array.from({ length: PAIRS }, (_, k): Vote => {
    return { first: 2 * k, second: 2 * k + 1, target: 1, of: 'overall', source: String(k) };
  });
  return {
    original: { heads: [drawLayers([HIDDEN, 6, 2], random)], shares: evenShares(1) },
    features: [{ values, rows: 2 * PAIRS, columns: HIDDEN }],
    labels: { votes, grades: [] },
  };
}

const settings = { loss: 'chance', seed: 1, products: plainProducts } as const;
const OF_HEADS = { name: 'NoNumbersError', message: expect.stringContaining('what the heads give for some pictures') };

describe('features that are no numbers', () => {
  it.each(['recalibration', 'wholeHeads'] as const)('end a training with a sentence: %s', async (kind) => {
    const { original, features, labels } = drawn((values) => {
      values[5 * HIDDEN] = NaN;
      values[5 * HIDDEN + 1] = -Infinity;
      values[7 * HIDDEN] = Infinity;
    });
    await expect(trainTaste(original, features, labels, { ...settings, kind })).rejects.toMatchObject({
      name: 'NoNumbersError',
      message: expect.stringContaining('what the model saw in 2 of 120 pictures are no finite numbers'),
    });
  });
});

describe('heads that give no numbers', () => {
  const { original, features, labels } = drawn((values) => void (values[0] = NaN));

  it('are not recalibrated by their shares alone', async () => {
    const last = await readLastLayers(original, features, plainProducts);
    await expect(chooseRecalibration(last, labels, settings)).rejects.toMatchObject(OF_HEADS);
  });

  it('are not taken for the best of their rounds', async () => {
    const all = { labels, stop: labels };
    await expect(learnWholeHeads(original, features, all, settings)).rejects.toMatchObject(OF_HEADS);
  });
});
