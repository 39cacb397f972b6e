import { describe, expect, it } from 'vitest';
import { poolHeads } from '../score/score.ts';
import { extremesOf, importanceMap, lossOf, peakOf, placeOf } from './importanceMap.ts';
import type { Covering } from './occlusionLevels.ts';

const GRID = { rows: 2, columns: 4 };
const scores = (following: number, quality: number) =>
  poolHeads({ following: { mu: following, logSigma: 0 }, quality: { mu: quality, logSigma: 0 } });

const WHOLE = scores(2, 1);
const COVERINGS: readonly Covering[] = [
  { region: { row: 0, column: 0, rows: 2, columns: 2 }, score: scores(1.6, 1) },
  { region: { row: 0, column: 2, rows: 2, columns: 2 }, score: scores(2.4, 1) },
  { region: { row: 1, column: 0, rows: 1, columns: 1 }, score: scores(1.5, 3) },
  { region: { row: 0, column: 1, rows: 1, columns: 1 }, score: scores(2, 1) },
];

it('is the mean over sizes of region, each loss spread over the blocks of its region', () => {
  // Of squares of two: 0.4 / 4 and -0.4 / 4. Of single blocks: 0.5, and 0 where none was covered.
  const expected = [0.05, 0.05, -0.05, -0.05, 0.3, 0.05, -0.05, -0.05];
  const map = importanceMap(GRID, WHOLE, COVERINGS, 'following');
  expect([...map].map((value) => value.toFixed(6))).toEqual(expected.map((value) => value.toFixed(6)));
});

it('takes the mean of regions of one size that overlap', () => {
  const overlapping: readonly Covering[] = [
    { region: { row: 0, column: 0, rows: 2, columns: 2 }, score: scores(1, 1) },
    { region: { row: 0, column: 1, rows: 2, columns: 2 }, score: scores(1.8, 1) },
  ];
  const map = importanceMap(GRID, WHOLE, overlapping, 'following');
  expect([...map].map((value) => value.toFixed(4))).toEqual([
    '0.2500', '0.1500', '0.0500', '0.0000',
    '0.2500', '0.1500', '0.0500', '0.0000',
  ]); // prettier-ignore
});

it('has a map of the reward as well', () => {
  // Quality gains 2 and following loses 0.5: the reward gains 0.75.
  const map = importanceMap(GRID, WHOLE, COVERINGS, undefined);
  expect(map[4]).toBeCloseTo((0.05 - 0.75) / 2, 6);
  expect(lossOf(WHOLE, scores(1, 1), undefined)).toBe(0.5);
});

it('is zero where nothing was covered yet', () => {
  expect([...importanceMap(GRID, WHOLE, [], 'following')]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

it('finds the block of the peak, and the regions that matter most', () => {
  expect(peakOf(importanceMap(GRID, WHOLE, COVERINGS, 'following'))).toBe(4);
  const { most, least } = extremesOf(WHOLE, COVERINGS, 'following');
  expect(most).toEqual({ region: COVERINGS[2]?.region, loss: 0.5 });
  expect(least?.region).toEqual(COVERINGS[1]?.region);
  expect(extremesOf(WHOLE, [], 'following')).toEqual({ most: undefined, least: undefined });
});

describe('placeOf', () => {
  const grid = { rows: 9, columns: 9 };
  const placeAt = (row: number, column: number) => placeOf({ row, column, rows: 1, columns: 1 }, grid);

  it('says where a region is', () => {
    expect([placeAt(0, 0), placeAt(0, 4), placeAt(4, 8), placeAt(8, 2)]).toEqual([
      'the upper left',
      'the upper middle',
      'the right',
      'the lower left',
    ]);
    expect(placeOf({ row: 0, column: 0, ...grid }, grid)).toBe('the middle');
  });
});
