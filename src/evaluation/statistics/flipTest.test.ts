import { expect, it } from 'vitest';
import { flipTest } from './flipTest.ts';

const alike = (wins: number, losses: number) => [...Array<number>(wins).fill(1), ...Array<number>(losses).fill(-1)];

// A share of 10,000 draws has a standard error of 0.005 at most.
it('of differences that are all as large it is the sign test', () => {
  expect(flipTest(alike(4, 0))).toBeCloseTo(2 / 2 ** 4, 1.5);
  expect(flipTest(alike(6, 0))).toBeCloseTo(2 / 2 ** 6, 1.5);
  // Of ten, 0 or 1 on either side: 2 (1 + 10) / 1024.
  expect(flipTest(alike(9, 1))).toBeCloseTo(22 / 1024, 1.5);
  expect(flipTest(alike(1, 9))).toBe(flipTest(alike(9, 1)));
});

it('differences that are none say nothing, and without any other nothing is unlikely', () => {
  expect(flipTest([...alike(4, 0), ...Array<number>(100).fill(0)])).toBe(flipTest(alike(4, 0)));
  expect(flipTest([0, 0])).toBe(1);
  expect(flipTest([])).toBe(1);
});

it('counts how large they are', () => {
  // Only where the largest and one more are on one side: +-(4 + 1 + 1 - 1) and +-7, of 16 ways: 2 (1 + 3).
  expect(flipTest([4, 1, 1, -1])).toBeCloseTo(8 / 16, 1.5);
  // Only all on one side, though the signs are the same.
  expect(flipTest([0.1, 0.2, 0.3, 0.4])).toBeCloseTo(2 / 16, 1.5);
});

it('takes the sum of many for normal, which it nearly is', () => {
  // A deviation of 50 and a sum of 100: beyond two deviations there is 4.55%.
  expect(flipTest(alike(1300, 1200))).toBeCloseTo(0.0455, 4);
  expect(flipTest(alike(540, 460))).toBeCloseTo(flipTest(alike(541, 461)), 2);
  expect(flipTest(alike(200_000, 0))).toBe(0);
});
