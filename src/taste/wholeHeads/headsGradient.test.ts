import { expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import { PAIR_LOSSES } from '../loss/pairLoss.ts';
import { drawLayers, parametersOf } from '../network/headLayers.ts';
import type { Matrix } from '../network/matrix.ts';
import { plainProducts } from '../network/matrixProducts.ts';
import { evenShares } from '../tasteHeads.ts';
import type { Labels } from '../trainingSet.ts';
import { headsGradient } from './headsGradient.ts';

const PICTURES = 6;
const WIDTHS = [5, 7, 4, 2];
const STEP = 1e-6;
/** The bar for slopes against differences. */
const TOLERANCE = 1e-5;

const LABELS: Labels = {
  votes: [
    { first: 0, second: 1, target: 1, of: 'overall', source: 'a' },
    { first: 2, second: 0, target: 0.5, of: 'overall', source: 'a' },
    { first: 3, second: 4, target: 0.8, of: 0, source: 'b' },
    { first: 3, second: 4, target: 0, of: 1, source: 'b' },
  ],
  grades: [
    { picture: 5, score: 1.5, of: 1, source: 'c' },
    { picture: 2, score: -0.5, of: 'overall', source: 'a' },
  ],
};

it.each(PAIR_LOSSES)('slopes of %s are those of differences, for every parameter of both heads', async (loss) => {
  const random = new Random(11);
  const like = new Float64Array(0);
  const heads = [0, 1].map(() => drawLayers(WIDTHS, random, like));
  const features = heads.map((): Matrix => {
    const values = Float64Array.from({ length: PICTURES * 5 }, () => random.normal());
    return { values, rows: PICTURES, columns: 5 };
  });
  const run = () => headsGradient(heads, evenShares(2), features, LABELS, { loss, products: plainProducts });
  const { gradients } = await run();
  let largest = 0;
  for (const [index, parameter] of heads.flatMap(parametersOf).entries()) {
    for (const [k, value] of [...parameter].entries()) {
      parameter[k] = value + STEP;
      const above = await run();
      parameter[k] = value - STEP;
      const below = await run();
      parameter[k] = value;
      const difference = (above.loss - below.loss) / (2 * STEP);
      largest = Math.max(largest, Math.abs(difference - at(at(gradients, index), k)));
    }
  }
  expect(largest).toBeLessThan(TOLERANCE);
});
