import { describe, expect, it } from 'vitest';
import { accuracyWithoutTies, accuracyWithTies } from './judgedPair.ts';
import { prepareRankedFigures } from './rankedFigures.ts';
import { benchAccuracy, judgedPairs, type BenchAccuracy, type RankedItem } from './rankedItem.ts';

/** Items with ties, wrong orders and equal scores of two and three edits. */
const groups: RankedItem[][] = [
  [{ ranks: [1, 2], scores: [2, 1] }],
  [
    { ranks: [1, 1], scores: [1, 1.25] },
    { ranks: [1, 2, 3], scores: [3, 2, 1] },
  ],
  [{ ranks: [2, 1], scores: [3, 1] }],
  [
    { ranks: [1, 1], scores: [0, 3] },
    { ranks: [1, 2, 3], scores: [3, 1, 1] },
  ],
];

function share({ strictRight, itemCount }: Pick<BenchAccuracy, 'strictRight' | 'itemCount'>): number {
  return strictRight / itemCount;
}

describe('prepareRankedFigures', () => {
  it.each([[[1, 1, 1, 1]], [[2, 0, 1, 3]], [[0, 3, 0, 0]], [[0, 0, 0, 1]]])(
    'with weights %j gives what the items give that many times',
    (weights) => {
      const items = groups.flatMap((group, k) => Array.from({ length: weights[k] ?? 0 }, () => group).flat());
      const pairs = items.flatMap(judgedPairs);
      const bench = benchAccuracy(items);
      const groupShare = (size: number) => {
        const group = bench.groups.get(size);
        return group && share(group);
      };
      expect(prepareRankedFigures(groups, [2, 3])(Uint32Array.from(weights))).toEqual({
        withTies: accuracyWithTies(pairs)?.accuracy,
        withoutTies: accuracyWithoutTies(pairs),
        strictOverall: share(bench),
        strict: [groupShare(2), groupShare(3)],
      });
    },
  );

  it('has no figures for nothing', () => {
    const nothing = { withTies: undefined, withoutTies: undefined, strictOverall: undefined, strict: [undefined] };
    expect(prepareRankedFigures([], [2])(new Uint32Array())).toEqual(nothing);
    expect(prepareRankedFigures(groups, [2])(new Uint32Array(4))).toEqual(nothing);
  });
});
