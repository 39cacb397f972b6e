import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { Random } from '../../evaluation/statistics/random.ts';
import type { Matrix } from '../../taste/network/matrix.ts';
import { productOfColumns, productOfRows } from '../../taste/network/matrixProducts.ts';
import { createRuntimeProducts } from './runtimeProducts.ts';

function randomMatrix(seed: number, rows: number, columns: number): Matrix {
  const random = new Random(seed);
  return { values: Float32Array.from({ length: rows * columns }, () => random.normal()), rows, columns };
}

it('onnxruntime gives the products of TypeScript', async () => {
  const products = await createRuntimeProducts(ort);
  const [x, w, y] = [randomMatrix(1, 9, 130), randomMatrix(2, 33, 130), randomMatrix(3, 9, 33)];
  for (const [given, expected] of [
    [await products.ofRows(x, w), productOfRows(x, w)],
    [await products.ofColumns(y, x), productOfColumns(y, x)],
  ] as const) {
    expect([given.rows, given.columns]).toEqual([expected.rows, expected.columns]);
    const differences = expected.values.map((value, k) => Math.abs(value - (given.values[k] ?? NaN)));
    // Single precision: sums of up to 130 products of about 1.
    expect(Math.max(...differences)).toBeLessThan(1e-4);
  }
  await products.dispose();
});
