import { describe, expect, it } from 'vitest';
import { meanRanks, prepareSpearmanByModel, spearman, spearmanByModel, type ScoredEdit } from './spearman.ts';

describe('meanRanks', () => {
  it.each([
    [
      [30, 10, 20],
      [3, 1, 2],
    ],
    [
      [5, 5, 1, 5],
      [3, 3, 1, 3],
    ],
    [
      [2, 2, 9, 9],
      [1.5, 1.5, 3.5, 3.5],
    ],
    [[], []],
  ])('of %j are %j', (values, ranks) => expect(meanRanks(values)).toEqual(ranks));
});

describe('spearman', () => {
  it('is 1 and -1 for the same and the opposite order, whatever the distances', () => {
    expect(spearman([1, 2, 3], [10, 11, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [8, 6, 4, 0])).toBeCloseTo(-1, 12);
  });

  it('is 1 - 6 sum d^2 / (n (n^2 - 1)) without ties', () => {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: d^2 = 4 times 1; 1 - 24 / 120.
    expect(spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50])).toBeCloseTo(0.8, 12);
  });

  it('correlates mean ranks with ties', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('is undefined when a list is constant, and for one item or none', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(spearman([1], [1])).toBeUndefined();
    expect(spearman([], [])).toBeUndefined();
  });
});

describe('spearmanByModel', () => {
  const edits: ScoredEdit[] = [
    { model: 'a', score: 1, human: 0.1 },
    { model: 'a', score: 2, human: 0.2 },
    { model: 'b', score: 1, human: 3 },
    { model: 'a', score: 3, human: 0.9 },
    { model: 'b', score: 2, human: 1 },
    { model: 'b', score: 3, human: 2 },
    { model: 'same', score: 1, human: 1 },
    { model: 'same', score: 2, human: 1 },
  ];

  it('correlates within each model, and averages those that can be', () => {
    const { models, mean, official } = spearmanByModel(edits);
    // a: 1. b: ranks 1 2 3 against 3 1 2: 1 - 6 * 6 / 24 = -0.5.
    expect(models.get('a')).toBeCloseTo(1, 12);
    expect(models.get('b')).toBeCloseTo(-0.5, 12);
    expect(models.get('same')).toBeUndefined();
    expect(mean).toBeCloseTo(0.25, 12);
    expect(official).toBeCloseTo(0.244918662, 9);
  });

  it('is undefined for nothing', () => {
    expect(spearmanByModel([])).toEqual({ models: new Map(), mean: undefined, official: undefined });
  });

  it('of one model is its own', () => {
    // Ranks 1 2 3 against 1 3 2: 1 - 6 * 2 / 24 = 0.5.
    const one = [
      { model: 'a', score: 1, human: 1 },
      { model: 'a', score: 2, human: 9 },
      { model: 'a', score: 3, human: 5 },
    ];
    expect(spearmanByModel(one)).toEqual({
      models: new Map([['a', expect.closeTo(0.5, 12)]]),
      mean: expect.closeTo(0.5, 12),
      official: expect.closeTo(0.46211715726, 10),
    });
  });

  it('is undefined when people give every edit one score', () => {
    const tied = edits.map((edit) => ({ ...edit, human: 4 }));
    expect(spearmanByModel(tied)).toMatchObject({ mean: undefined, official: undefined });
  });

  it.each([[[1, 1, 1]], [[2, 0, 1]], [[0, 3, 1]], [[0, 0, 2]], [[0, 0, 0]]])(
    'with weights %j is what the groups give that many times',
    (weights) => {
      const groups = [edits.slice(0, 3), edits.slice(3, 5), edits.slice(5)];
      const many = groups.flatMap((group, k) => Array.from({ length: weights[k] ?? 0 }, () => group).flat());
      const found = prepareSpearmanByModel(groups)(Uint32Array.from(weights));
      const { models, mean } = spearmanByModel(many);
      for (const model of ['a', 'b', 'same']) expectClose(found.models.get(model), models.get(model));
      expectClose(found.mean, mean);
    },
  );
});

function expectClose(found: number | undefined, expected: number | undefined): void {
  expect(found).toEqual(expected === undefined ? undefined : expect.closeTo(expected, 12));
}
