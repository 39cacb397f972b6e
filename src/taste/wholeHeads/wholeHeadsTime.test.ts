import { expect, it } from 'vitest';
import { Random } from '../../evaluation/statistics/random.ts';
import { drawLayers } from '../network/headLayers.ts';
import { plainProducts, type MatrixProducts } from '../network/matrixProducts.ts';
import { wholeHeadsTime } from './wholeHeadsTime.ts';

it('is that of the first layers, for every picture, head and round', async () => {
  const heads = [1, 2].map((seed) => drawLayers([6, 4, 2], new Random(seed)));
  let clock = 0;
  const seen: number[][] = [];
  // A product takes 16 ms here: half a millisecond for each of 32 pictures.
  const products: MatrixProducts = {
    ...plainProducts,
    async ofRows(x, w) {
      clock += 16;
      seen.push([x.rows, x.columns, w.rows, w.columns]);
      return plainProducts.ofRows(x, w);
    },
    async ofColumns(y, x) {
      clock += 16;
      return plainProducts.ofColumns(y, x);
    },
  };
  const time = await wholeHeadsTime({ heads, shares: [0.5, 0.5] }, 100, products, () => clock);
  expect(seen).toEqual(Array.from({ length: 4 }, () => [32, 6, 4, 6]));
  expect(time).toBe(2 * (0.5 + 0.5) * 100 * 40);
});
