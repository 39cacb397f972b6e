import { expect, it } from 'vitest';
import { Random } from '../../evaluation/statistics/random.ts';
import type { Matrix } from './matrix.ts';
import { product, productOfColumns, productOfRows } from './matrixProducts.ts';

function randomMatrix(seed: number, rows: number, columns: number): Matrix {
  const random = new Random(seed);
  // Zeros as a ReLU leaves them.
  const values = Float64Array.from({ length: rows * columns }, () => Math.max(0, random.normal()));
  return { values, rows, columns };
}

function plain(rows: number, columns: number, depth: number, term: (i: number, j: number, k: number) => number) {
  return Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return Array.from({ length: depth }, (__, k) => term(i, j, k)).reduce((sum, one) => sum + one, 0);
  });
}

const value = ({ values, columns }: Matrix, i: number, j: number) => values[i * columns + j] ?? NaN;

function expectClose({ values }: Matrix, expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  expect(Math.max(...expected.map((one, k) => Math.abs(one - (values[k] ?? NaN))))).toBeLessThan(1e-10);
}

it('products are sums of products, whatever the sizes', () => {
  const [x, w, y] = [randomMatrix(1, 7, 1030), randomMatrix(2, 5, 1030), randomMatrix(3, 7, 5)];
  expectClose(
    productOfRows(x, w),
    plain(7, 5, 1030, (i, j, k) => value(x, i, k) * value(w, j, k)),
  );
  expectClose(
    productOfColumns(y, x),
    plain(5, 1030, 7, (i, j, k) => value(y, k, i) * value(x, k, j)),
  );
  expectClose(
    product(y, w),
    plain(7, 1030, 5, (i, j, k) => value(y, i, k) * value(w, k, j)),
  );
});
