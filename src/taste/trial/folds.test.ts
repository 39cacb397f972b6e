import { expect, it } from 'vitest';
import type { Vote } from '../trainingSet.ts';
import { foldsOf } from './folds.ts';

const votes = Array.from({ length: 30 }, (_, k): Vote => {
  return { first: k, second: k + 1, target: 1, of: 'overall', source: `s${k % 7}` };
});

it('each source is held out once, with all of its votes, and never learned from then', () => {
  const folds = foldsOf({ votes, grades: [] }, 5, 1);
  expect(folds).toHaveLength(5);
  expect(folds.flatMap(({ held }) => held.votes).toSorted((a, b) => a.first - b.first)).toEqual(votes);
  for (const { learned, held } of folds) {
    const sources = new Set(learned.votes.map(({ source }) => source));
    expect(held.votes.filter(({ source }) => sources.has(source))).toEqual([]);
  }
});

it('is the same for the same seed, and has no more folds than sources', () => {
  expect(foldsOf({ votes, grades: [] }, 5, 2)).toEqual(foldsOf({ votes, grades: [] }, 5, 2));
  expect(foldsOf({ votes, grades: [] }, 50, 2)).toHaveLength(7);
});
