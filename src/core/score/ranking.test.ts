import { describe, expect, it } from 'vitest';
import { chanceBetter, normalCdf, rankByReward } from './ranking.ts';

describe('rankByReward', () => {
  it('gives 1 to the highest reward', () => {
    expect(rankByReward([-2, 3.5, 0])).toEqual([3, 1, 2]);
  });

  it('lets equal rewards share the better rank', () => {
    expect(rankByReward([1, 0, 1, -1])).toEqual([1, 3, 1, 4]);
  });

  it('leaves candidates without a reward out', () => {
    expect(rankByReward([undefined, 1, Number.NaN, 2])).toEqual([undefined, 2, undefined, 1]);
    expect(rankByReward([])).toEqual([]);
  });
});

describe('normalCdf', () => {
  // 0.5 * erfc(-x / sqrt(2)) as Python's math.erfc gives it; the method changes at 3.
  const known: [number, number][] = [
    [-37, 5.725571222525139e-300],
    [-20, 2.7536241186063314e-89],
    [-10, 7.619853024160593e-24],
    [-5, 2.866515718791946e-7],
    [-3.0001, 0.001349454913260717],
    [-3, 0.0013498980316300957],
    [-2.9999, 0.0013503412829549248],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [0.1, 0.539827837277029],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [3, 0.9986501019683699],
    [5, 0.9999997133484281],
  ];

  it.each(known)('of %d', (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('ends in 0 and 1', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('is symmetric and never falls', () => {
    const steps = Array.from({ length: 1601 }, (_, step) => (step - 800) / 100);
    for (const x of steps) {
      expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(1e-14);
      expect(normalCdf(x + 0.01)).toBeGreaterThanOrEqual(normalCdf(x));
    }
  });
});

describe('chanceBetter', () => {
  it('divides the difference by the sigma of both', () => {
    // Sigmas 3 and 4 make 5, so 5 apart is one standard deviation.
    const a = { mu: 7, logSigma: Math.log(3) };
    const b = { mu: 2, logSigma: Math.log(4) };
    expect(chanceBetter(a, b)).toBeCloseTo(0.8413447460685429, 12);
    expect(chanceBetter(b, a)).toBeCloseTo(1 - 0.8413447460685429, 12);
  });

  it('is one half for equal rewards, even without uncertainty', () => {
    expect(chanceBetter({ mu: 1, logSigma: -1e4 }, { mu: 1, logSigma: -1e4 })).toBe(0.5);
  });

  it('is certain without uncertainty and undecided with endless uncertainty', () => {
    expect(chanceBetter({ mu: 2, logSigma: -1e4 }, { mu: 1, logSigma: -1e4 })).toBe(1);
    expect(chanceBetter({ mu: 2, logSigma: 1e4 }, { mu: 1, logSigma: 0 })).toBe(0.5);
  });
});
