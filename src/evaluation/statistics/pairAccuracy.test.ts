import { describe, expect, it } from 'vitest';
import { countRightPairs, pairAccuracy } from './pairAccuracy.ts';

describe('countRightPairs', () => {
  it.each<[string, number[], number[], number, number]>([
    // Pairs 4>2 (0.9 > 0.1: right), 4>1 (0.9 > 0.5: right), 2>1 (0.1 < 0.5: wrong).
    ['three grades', [0.9, 0.1, 0.5], [4, 2, 1], 2, 3],
    // 3>1 twice, 0.2 > 0.1 right and 0.05 < 0.1 wrong; the two 3s are no pair.
    ['equal grades', [0.2, 0.05, 0.1], [3, 3, 1], 1, 2],
    ['equal scores', [0.5, 0.5], [4, 1], 0, 1],
    ['a reversed order', [1, 2, 3, 4], [4, 3, 2, 1], 0, 6],
    ['a score that is no number', [NaN, 0], [4, 1], 0, 1],
    ['one grade for all', [1, 2, 3], [2, 2, 2], 0, 0],
    ['one item', [1], [4], 0, 0],
    ['nothing', [], [], 0, 0],
  ])('counts %s', (_case, scores, grades, right, total) => {
    expect(countRightPairs(scores, grades)).toEqual({ right, total });
  });
});

describe('pairAccuracy', () => {
  it('pools the pairs of all groups, so that large groups weigh more', () => {
    const groups = [
      { right: 1, total: 1 },
      { right: 1, total: 3 },
      { right: 0, total: 0 },
    ];
    expect(pairAccuracy(groups)).toBe(0.5);
  });

  it('is undefined without pairs', () => {
    expect(pairAccuracy([])).toBeUndefined();
    expect(pairAccuracy([{ right: 0, total: 0 }])).toBeUndefined();
  });
});
