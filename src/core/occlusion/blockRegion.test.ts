import { expect, it } from 'vitest';
import { blocksOf, cutRegion } from './blockRegion.ts';

it('names the blocks of a region row by row', () => {
  expect(blocksOf({ row: 1, column: 2, rows: 2, columns: 2 }, { rows: 4, columns: 5 })).toEqual([7, 8, 12, 13]);
});

it('cuts into squares, and leaves what remains at the edges', () => {
  expect(cutRegion({ row: 4, column: 0, rows: 2, columns: 3 }, 2)).toEqual([
    { row: 4, column: 0, rows: 2, columns: 2 },
    { row: 4, column: 2, rows: 2, columns: 1 },
  ]);
});

it('covers each block once', () => {
  const grid = { rows: 7, columns: 9 };
  const pieces = cutRegion({ row: 0, column: 0, ...grid }, 4);
  const blocks = pieces.flatMap((piece) => blocksOf(piece, grid)).toSorted((a, b) => a - b);
  expect(blocks).toEqual(Array.from({ length: 63 }, (_, block) => block));
});
