import { expect, it, vi } from 'vitest';
import { AbortError } from '../../core/errors.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import type { Matrix } from './matrix.ts';
import { plainProducts } from './matrixProducts.ts';
import { patientProducts } from './patientProducts.ts';

function drawn(seed: number, rows: number, columns: number): Matrix {
  const random = new Random(seed);
  return { values: Float32Array.from({ length: rows * columns }, () => random.normal()), rows, columns };
}

/** Compared as such: there are six million numbers. */
function bytesOf({ values }: Matrix): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

it('gives the very numbers of plain products, though it works in pieces', async () => {
  // 2048 by 3000: five rows at a time.
  const [x, w, y] = [drawn(1, 13, 3000), drawn(2, 2048, 3000), drawn(3, 13, 2048)];
  const patient = patientProducts(undefined);
  expect(bytesOf(await patient.ofRows(x, w)).equals(bytesOf(await plainProducts.ofRows(x, w)))).toBe(true);
  expect(bytesOf(await patient.ofColumns(y, x)).equals(bytesOf(await plainProducts.ofColumns(y, x)))).toBe(true);
});

it('hears of a wish to stop that comes while it works', async () => {
  // A clock on which each piece takes longer than others wait.
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 60));
  const controller = new AbortController();
  const products = patientProducts(controller.signal).ofRows(drawn(1, 40, 3000), drawn(2, 2048, 3000));
  setTimeout(() => controller.abort());
  await expect(products).rejects.toBeInstanceOf(AbortError);
  vi.restoreAllMocks();
});
