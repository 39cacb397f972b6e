import { expect, it } from 'vitest';
import type { Linear } from '../network/headLayers.ts';
import { changeLabelled, withConstantSigma, withMuScale } from './headScale.ts';

const LAYER: Linear = {
  weight: { values: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 },
  bias: Float64Array.of(5, 6),
};

it('mu comes on another scale, and log sigma stays', () => {
  const { weight, bias } = withMuScale(LAYER, { factor: 10, offset: 100 });
  expect([...weight.values, ...bias]).toEqual([10, 20, 3, 4, 150, 6]);
});

it('log sigma becomes one number for all pictures, and mu stays', () => {
  const { weight, bias } = withConstantSigma(LAYER, -1);
  expect([...weight.values, ...bias]).toEqual([1, 2, 0, 0, 5, -1]);
});

it('only heads with labels change; labels of the whole change all', () => {
  const [first, second] = changeLabelled([LAYER, LAYER], new Map([[1, 9]]), withConstantSigma);
  expect(first).toBe(LAYER);
  expect(second?.bias[1]).toBe(9);
  expect(
    changeLabelled([LAYER, LAYER], new Map([['overall', 7] as const]), withConstantSigma).map(({ bias }) => bias[1]),
  ).toEqual([7, 7]);
});
