import { expect, it } from 'vitest';
import { type CandidateScore, poolHeads } from '../score/score.ts';
import { type Covering, closerRegions, firstRegions, mostOcclusions, overlappingRegions } from './occlusionLevels.ts';

const scores = (following: number, quality: number): CandidateScore =>
  poolHeads({ following: { mu: following, logSigma: 0 }, quality: { mu: quality, logSigma: 0 } });

const WHOLE = scores(1, 1);

function levelOf(regions: ReturnType<typeof firstRegions>, score: (index: number) => CandidateScore): Covering[] {
  return regions.map((region, index) => ({ region, score: score(index) }));
}

it('begins with at most 25 squares that are the whole picture', () => {
  expect(firstRegions({ rows: 8, columns: 8 })).toHaveLength(16);
  expect(firstRegions({ rows: 8, columns: 8 })[5]).toEqual({ row: 2, column: 2, rows: 2, columns: 2 });
  expect(firstRegions({ rows: 37, columns: 37 })).toHaveLength(25);
  expect(firstRegions({ rows: 5, columns: 5 })[24]).toEqual({ row: 4, column: 4, rows: 1, columns: 1 });
});

it('has overlapping squares of twice the side, up to each edge', () => {
  const corners = overlappingRegions({ rows: 8, columns: 7 }).map(({ row, column, rows, columns }) => {
    return [row, column, rows, columns];
  });
  expect(corners).toEqual([
    [0, 0, 4, 4],
    [0, 2, 4, 4],
    [0, 4, 4, 3],
    [2, 0, 4, 4],
    [2, 2, 4, 4],
    [2, 4, 4, 3],
    [4, 0, 4, 4],
    [4, 2, 4, 4],
    [4, 4, 4, 3],
  ]);
  expect(overlappingRegions({ rows: 1, columns: 3 })).toEqual([
    { row: 0, column: 0, rows: 1, columns: 2 },
    { row: 0, column: 1, rows: 1, columns: 2 },
  ]);
});

it('looks closer where a head changed most, whichever head and whichever way', () => {
  const level = levelOf(firstRegions({ rows: 8, columns: 8 }), (index) =>
    scores(1 - (index === 3 ? 2 : 0), 1 + (index === 12 ? 0.01 : 0)),
  );
  const corners = closerRegions(level, WHOLE).map(({ row, column }) => [row, column]);
  expect(corners).toHaveLength(16);
  // The other two are the first of those that changed nothing.
  expect(corners).toEqual(expect.arrayContaining([[0, 6], [1, 7], [6, 0], [7, 1], [0, 0], [1, 3]])); // prettier-ignore
});

it('is done at single blocks', () => {
  const level = levelOf(firstRegions({ rows: 5, columns: 5 }), (index) => scores(index, 1));
  expect(closerRegions(level, WHOLE)).toEqual([]);
});

it('does not take a single block at an edge for something to be cut', () => {
  const grid = { rows: 7, columns: 5 };
  const level = levelOf(firstRegions(grid), (index) => scores(index === 11 ? 9 : 1, 1));
  expect(level[11]?.region).toEqual({ row: 6, column: 4, rows: 1, columns: 1 });
  // Beside three of the first column.
  const regions = closerRegions(level, WHOLE);
  expect(regions).toHaveLength(4 + 4 + 2);
  expect(regions).not.toContainEqual(level[11]?.region);
});

it('tells beforehand how many occlusions there are at most', () => {
  expect(mostOcclusions({ rows: 8, columns: 8 })).toBe(9 + 32);
  expect(mostOcclusions({ rows: 16, columns: 16 })).toBe(9 + 48);
  expect(mostOcclusions({ rows: 37, columns: 37 })).toBe(16 + 73);
  expect(mostOcclusions({ rows: 5, columns: 5 })).toBe(16 + 25);
});
