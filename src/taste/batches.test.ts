import { expect, it } from 'vitest';
import { Random } from '../evaluation/statistics/random.ts';
import { batchOf, drawBatches } from './batches.ts';
import type { Vote } from './trainingSet.ts';

it('a batch names its pictures once, and all labels are in one batch', () => {
  const votes = [0, 1, 2].flatMap((k): Vote[] => {
    const pair = { first: k, second: k + 1, target: 1, source: 's' };
    return [
      { ...pair, of: 0 },
      { ...pair, of: 1 },
    ];
  });
  const { rows, labels } = batchOf([{ votes, grades: [{ picture: 2, score: 1, of: 0, source: 's' }] }]);
  expect(rows).toEqual([0, 1, 2, 3]);
  expect(labels.grades).toEqual([{ picture: 2, score: 1, of: 0, source: 's' }]);
  const batches = drawBatches({ votes, grades: [] }, 2, new Random(1));
  expect(batches.map((batch) => batch.labels.votes.length)).toEqual([4, 2]);
});
