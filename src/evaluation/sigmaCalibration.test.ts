import { describe, expect, it } from 'vitest';
import { sigmaCalibration } from './sigmaCalibration.ts';
import type { StatedPair } from './statedPair.ts';
import { wilsonInterval } from './statistics/wilsonInterval.ts';

function pair(sigma: number, chance: number, outcome: number): StatedPair {
  return { sigma, chance, outcome };
}

describe('sigmaCalibration', () => {
  it('compares what is expected and observed where the model is sure and where it is not', () => {
    // Ten of sigma 1, nine of them right as expected; ten of sigma 3, six right where 0.6 was expected.
    const sure = Array.from({ length: 10 }, (_, k) => pair(1, k % 2 ? 0.9 : 0.1, k === 0 ? 1 : k % 2));
    const unsure = Array.from({ length: 10 }, (_, k) => pair(3, 0.6, k < 6 ? 1 : 0));
    expect(sigmaCalibration([...unsure, ...sure])).toEqual([
      { count: 10, sigma: 1, expected: expect.closeTo(0.9, 12), observed: 0.9, interval: wilsonInterval(0.9, 10) },
      { count: 10, sigma: 3, expected: expect.closeTo(0.6, 12), observed: 0.6, interval: wilsonInterval(0.6, 10) },
    ]);
  });

  it('counts equal rewards half', () => {
    expect(sigmaCalibration([pair(1, 0.5, 1), pair(1, 0.5, 0)])).toMatchObject([{ expected: 0.5, observed: 0.5 }]);
  });

  it('keeps pairs of one sigma together, and few pairs in one bin', () => {
    const alike = Array.from({ length: 40 }, () => pair(2, 0.7, 1));
    expect(sigmaCalibration(alike)).toMatchObject([{ count: 40, sigma: 2 }]);
    const few = Array.from({ length: 19 }, (_, k) => pair(k, 0.7, 1));
    expect(sigmaCalibration(few)).toMatchObject([{ count: 19, sigma: 9 }]);
  });

  it('has at most eight bins of about as many pairs', () => {
    const many = Array.from({ length: 100 }, (_, k) => pair(k, 0.7, 1));
    expect(sigmaCalibration(many).map(({ count }) => count)).toEqual([13, 12, 13, 12, 13, 12, 13, 12]);
  });

  it('is empty without pairs', () => expect(sigmaCalibration([])).toEqual([]));
});
