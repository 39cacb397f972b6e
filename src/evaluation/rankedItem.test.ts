import { describe, expect, it } from 'vitest';
import { benchAccuracy, groupAccuracy, judgedPairs, type RankedItem } from './rankedItem.ts';

function item(ranks: readonly number[], scores: readonly number[]): RankedItem {
  return { ranks, scores };
}

/** K = 2: right; wrong; a tie that is right at epsilon 0.25 and not below. */
const pairs = [item([1, 2], [2, 1]), item([2, 1], [3, 1]), item([1, 1], [1, 1.25])];
/** K = 3: right as a whole; the last two exchanged, so 2 of 3 pairs; equal scores. */
const triples = [item([2, 3, 1], [5, 1, 9]), item([1, 2, 3], [9, 1, 5]), item([1, 2, 3], [2, 1, 1])];

describe('judgedPairs', () => {
  it('compares each edit with each later one', () => {
    expect(judgedPairs(item([2, 1, 2], [5, 7, 4]))).toEqual([
      { human: -1, difference: -2 },
      { human: 0, difference: 1 },
      { human: 1, difference: 3 },
    ]);
  });
});

describe('groupAccuracy', () => {
  it('of pairs takes ties at the best epsilon', () => {
    // At 0 one of three is right, at 0.25 two, at 1 and 2 one.
    expect(groupAccuracy(pairs)).toEqual({
      pairwise: 2 / 3,
      pairCount: 3,
      epsilon: 0.25,
      strictRight: 2,
      itemCount: 3,
    });
  });

  it('of more asks for the whole order', () => {
    // Pairs: 3 of 3, 2 of 3, 2 of 3.
    expect(groupAccuracy(triples)).toEqual({
      pairwise: 7 / 9,
      pairCount: 9,
      epsilon: 0,
      strictRight: 1,
      itemCount: 3,
    });
  });

  it('an order within epsilon is right all the same', () => {
    // The ties ask for epsilon 1; the order differs by 0.5 only, and agrees.
    const items = [item([1, 1], [0, 1]), item([1, 1], [1, 0]), item([1, 2], [0.5, 0])];
    expect(groupAccuracy(items)).toMatchObject({ pairwise: 2 / 3, epsilon: 1, strictRight: 3 });
  });

  it('counts items with human ties among three as wrong', () => {
    expect(groupAccuracy([item([1, 1, 3], [5, 5, 1])]).strictRight).toBe(0);
  });

  it('of tied pairs alone is right at the widest distance, and of a model that ties orders nowhere', () => {
    expect(groupAccuracy([item([1, 1], [0, 2]), item([1, 1], [5, 5])])).toMatchObject({ epsilon: 2, strictRight: 2 });
    expect(groupAccuracy([item([1, 2], [3, 3])])).toMatchObject({ pairwise: 0, epsilon: 0, strictRight: 0 });
  });

  it('has no accuracy without items', () => {
    expect(groupAccuracy([])).toEqual({ pairwise: undefined, pairCount: 0, epsilon: 0, strictRight: 0, itemCount: 0 });
  });
});

describe('benchAccuracy', () => {
  it('keeps groups apart and pools what is strict', () => {
    const quad = item([1, 2, 3, 4], [4, 3, 2, 1]);
    const { groups, ...overall } = benchAccuracy([quad, ...triples, ...pairs]);
    expect([...groups.keys()]).toEqual([2, 3, 4]);
    expect(groups.get(2)).toEqual(groupAccuracy(pairs));
    expect(groups.get(4)).toMatchObject({ strictRight: 1, itemCount: 1, pairCount: 6 });
    // Of 18 pairs with one epsilon: at 0, 6 + 7 + 1 orders and the two equal scores of no use; at 0.25 the human tie too.
    expect(overall).toEqual({ strictRight: 2 + 1 + 1, itemCount: 7, pairwise: 15 / 18, pairCount: 18 });
  });

  it('is empty for nothing', () => {
    expect(benchAccuracy([])).toMatchObject({ strictRight: 0, itemCount: 0, pairwise: undefined });
  });
});
