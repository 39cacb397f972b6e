import { expect, it } from 'vitest';
import { officialPairs } from './officialPairs.ts';

// Counted by "calc_rank_acc" and the pair mode of HPSv3's evaluate/evaluate.py.
it.each([
  [[1, 2], [2, 1], { total: 1, right: 1, equal: 0 }],
  [[1, 2], [1, 2], { total: 1, right: 0, equal: 0 }],
  [[1, 2], [1, 1], { total: 1, right: 0, equal: 1 }],
  [[2, 1], [1, 2], { total: 1, right: 1, equal: 0 }],
  [[1, 1], [2, 1], { total: 0, right: 0, equal: 0 }],
  [[1, 2, 3], [3, 2, 1], { total: 3, right: 3, equal: 0 }],
  [[1, 2, 3], [3, 1, 1], { total: 3, right: 2, equal: 1 }],
  [[1, 1, 3, 4], [1, 2, 0, 2], { total: 5, right: 2, equal: 1 }],
  [[1, 2], [NaN, 1], { total: 1, right: 0, equal: 0 }],
])('ranks %j with scores %j give %j', (ranks, scores, expected) => {
  expect(officialPairs({ ranks, scores })).toEqual(expected);
});
