import { expect, it } from 'vitest';
import { referenceOf } from './comparedWith.ts';
import { rankedCandidates } from './rankedCandidates.ts';
import { PICTURE_READY } from '../model/modelSamples.ts';
import { afterRun, readyState, reduceAll, scored } from './stageSamples.ts';

const done = afterRun(readyState(3), [scored(1), scored(3), scored(2)]);
const ranked = rankedCandidates(done.candidates, done.callFrom);
const nouns = (state: typeof done) => ranked.map((candidate) => referenceOf(state, ranked, candidate)?.noun);

it('is the source of edits', () => {
  expect(nouns(done)).toEqual(['the source', 'the source', 'the source']);
  expect(nouns({ ...done, source: undefined })).toEqual([undefined, undefined, undefined]);
});

it('is the best of the other pictures where there is no source', () => {
  const state = reduceAll([PICTURE_READY], done);
  expect(ranked.map(({ picture }) => picture.name)).toEqual(['b.png', 'c.png', 'a.png']);
  expect(nouns(state)).toEqual(['c.png', 'b.png', 'b.png']);
  const [best, second] = ranked;
  expect(best && referenceOf(state, ranked, best)?.label).toBe('Rank 2');
  expect(second && referenceOf(state, ranked, second)?.label).toBe('Rank 1');
  expect(best && referenceOf(state, [best], best)).toBeUndefined();
});

it('has no rank before there is one', () => {
  const fresh = reduceAll([PICTURE_READY], readyState(2));
  const [first, ...others] = rankedCandidates(fresh.candidates, fresh.callFrom);
  expect(first && referenceOf(fresh, [first, ...others], first)?.label).toBe('Other picture');
});
