import { describe, expect, it } from 'vitest';
import { prepareFolderMeans, rewardsByFolder, spreadOf } from './folderFigures.ts';

describe('spreadOf', () => {
  // numpy.mean, std, min and max.
  it.each([
    [[1, 2, 4], { mean: 7 / 3, std: 1.247219128924647, min: 1, max: 4 }],
    [[-3.5], { mean: -3.5, std: 0, min: -3.5, max: -3.5 }],
    [[10.55, 10.43, -0.24, 5.31], { mean: 6.5125, std: 4.43538259341852, min: -0.24, max: 10.55 }],
  ])('of %j is that of numpy', (values, expected) => {
    const { mean, std, ...ends } = expected;
    expect(spreadOf(values)).toEqual({ mean: expect.closeTo(mean, 12), std: expect.closeTo(std, 9), ...ends });
  });

  it('is of something', () => expect(() => spreadOf([])).toThrow(RangeError));
});

const groups = [
  [
    { folder: 'a', reward: 1 },
    { folder: 'b', reward: 10 },
    { folder: 'a', reward: 2 },
  ],
  [{ folder: 'a', reward: 6 }],
];

describe('prepareFolderMeans', () => {
  const means = prepareFolderMeans(groups, ['a', 'b']);

  it('has the mean of each folder, and of the folders, each counted once', () => {
    expect(means(Uint32Array.of(1, 1))).toEqual({ means: [3, 10], overall: 6.5 });
  });

  it('counts groups as often as they are drawn, and leaves out a folder that was not', () => {
    expect(means(Uint32Array.of(1, 2))).toEqual({ means: [15 / 4, 10], overall: (15 / 4 + 10) / 2 });
    expect(means(Uint32Array.of(0, 2))).toEqual({ means: [6, undefined], overall: 6 });
    expect(means(Uint32Array.of(0, 0))).toEqual({ means: [undefined, undefined], overall: undefined });
  });
});

it('lists rewards by folder, in their order', () => {
  expect([...rewardsByFolder(groups.flat())]).toEqual([
    ['a', [1, 2, 6]],
    ['b', [10]],
  ]);
});
