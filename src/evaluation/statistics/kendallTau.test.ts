import { describe, expect, it } from 'vitest';
import { comparePairs, kendallTauB } from './kendallTau.ts';

function tau(first: readonly number[], second: readonly number[]): number | undefined {
  return kendallTauB([comparePairs(first, second)]);
}

describe('Kendall’s tau-b', () => {
  it('is 1 for the same order and -1 for the opposite one', () => {
    expect(tau([1, 5, 2, 9], [10, 30, 20, 40])).toBe(1);
    expect(tau([1, 2, 3], [3, 2, 1])).toBe(-1);
  });

  it('counts one exchanged neighbour of four as one of six pairs', () => {
    // 5 concordant, 1 discordant.
    expect(tau([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6, 12);
  });

  it('corrects for ties in one list, the other or both', () => {
    // Pairs of [1,1,2,3] with [1,2,2,2]: (0,1) tied in the first alone; (0,2), (0,3) concordant; (1,2), (1,3) tied in the
    // second alone; (2,3) tied in the second alone. tau-b = 2 / sqrt((2 + 3) (2 + 1)).
    expect(comparePairs([1, 1, 2, 3], [1, 2, 2, 2])).toEqual({
      concordant: 2,
      discordant: 0,
      tiedInFirst: 1,
      tiedInSecond: 3,
    });
    expect(tau([1, 1, 2, 3], [1, 2, 2, 2])).toBeCloseTo(2 / Math.sqrt(15), 12);
    // (0,1) tied in both counts nowhere: two concordant pairs are left.
    expect(tau([1, 1, 2], [5, 5, 6])).toBe(1);
  });

  it('pools the pairs within groups; pairs across groups are none', () => {
    // 1 concordant, then 1 discordant and 2 concordant: (3 - 1) / 4.
    const groups = [comparePairs([1, 2], [101, 102]), comparePairs([1, 2, 3], [2, 1, 3])];
    expect(kendallTauB(groups)).toBe(0.5);
  });

  it('is undefined when a list tells nothing apart', () => {
    expect(tau([1, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(tau([1, 2, 3], [0, 0, 0])).toBeUndefined();
    expect(tau([1], [1])).toBeUndefined();
    expect(kendallTauB([])).toBeUndefined();
  });
});
