import { expect, it } from 'vitest';
import { positionTableRows } from './positionTable.ts';
import { patchPlaces } from './windowLayout.ts';

const byCorner = (values: ArrayLike<number>, count: number) =>
  [0, 1, 2, 3].map((corner) => Array.from({ length: count }, (_, patch) => values[corner * count + patch]));

it('puts the corners of the image on the corners of the table', () => {
  const places = patchPlaces(2, 2, 2);
  const { rows, weights } = positionTableRows(places, { gridHeight: 2, gridWidth: 2 }, 5);
  expect(byCorner(rows, 4)[0]).toEqual([0, 4, 20, 24]);
  expect(byCorner(weights, 4)).toEqual([
    [1, 1, 1, 1],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});

it('mixes the four entries around a patch, in the order of merge blocks', () => {
  // A table of 4 x 4 over 2 x 3 patches: columns lie at 0, 1.5 and 3.
  const places = [0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ row, column })));
  const { rows, weights } = positionTableRows(places, { gridHeight: 2, gridWidth: 3 }, 4);
  expect(byCorner(rows, 6)).toEqual([
    [0, 1, 3, 12, 13, 15],
    [1, 2, 3, 13, 14, 15],
    [4, 5, 7, 12, 13, 15],
    [5, 6, 7, 13, 14, 15],
  ]);
  expect(byCorner(weights, 6)).toEqual([
    [1, 0.5, 1, 1, 0.5, 1],
    [0, 0.5, 0, 0, 0.5, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ]);
});

it('has weights that sum to 1, and stays inside the table', () => {
  const grid = { gridHeight: 26, gridWidth: 42 };
  const places = patchPlaces(grid.gridHeight, grid.gridWidth, 2);
  const { rows, weights } = positionTableRows(places, grid, 48);
  expect(rows.every((row) => row >= 0 && row < 48 * 48)).toBe(true);
  for (let patch = 0; patch < places.length; patch++) {
    const sum = [0, 1, 2, 3].reduce((total, corner) => total + (weights[corner * places.length + patch] ?? NaN), 0);
    expect(sum).toBeCloseTo(1, 6);
  }
});
