import { expect, it } from 'vitest';
import { IMAGE_PROCESSOR } from '../../testing/imageProcessorForTest.ts';
import { toPatches } from '../image/modelInput/pixelValues.ts';
import type { RgbImage } from '../image/rgbImage.ts';
import { coverBlocks, meanColorOf } from './coverBlocks.ts';

const WIDTH = 84;
const HEIGHT = 56;

/** A picture of 3 × 2 merge blocks whose pixels have the colour that `colorOf` gives their block. */
function blocks(colorOf: (row: number, column: number) => readonly [number, number, number]): RgbImage {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const row = Math.floor(Math.floor(pixel / WIDTH) / 28);
    return colorOf(row, Math.floor((pixel % WIDTH) / 28))[index % 3] ?? 0;
  });
  return { width: WIDTH, height: HEIGHT, data };
}

const patchesOf = (image: RgbImage) => toPatches(image, IMAGE_PROCESSOR);

it('puts the cover on the region and nowhere else', () => {
  const image = patchesOf(blocks((row, column) => [10 * row, 20 * column, 7]));
  const before = image.patches.slice();
  const cover = patchesOf(blocks(() => [200, 100, 50]));
  const covered = coverBlocks(image, cover, { row: 0, column: 1, rows: 2, columns: 1 }, IMAGE_PROCESSOR);
  const expected = blocks((row, column) => (column === 1 ? [200, 100, 50] : [10 * row, 20 * column, 7]));
  expect(covered).toEqual(patchesOf(expected));
  expect(image.patches).toEqual(before);
});

it('refuses a cover of another size', () => {
  const image = patchesOf(blocks(() => [0, 0, 0]));
  const turned = { ...image, gridWidth: image.gridHeight, gridHeight: image.gridWidth };
  const region = { row: 0, column: 0, rows: 1, columns: 1 };
  expect(() => coverBlocks(image, turned, region, IMAGE_PROCESSOR)).toThrow('must have its size');
});

it('gives the mean of each channel', () => {
  const image = patchesOf(blocks((row, column) => [60 * row, 30 * column, 9]));
  const mean = patchesOf(blocks(() => [30, 30, 9]));
  const differences = meanColorOf(image, IMAGE_PROCESSOR).patches.map((value, i) =>
    Math.abs(value - (mean.patches[i] ?? NaN)),
  );
  expect(Math.max(...differences)).toBeLessThan(1e-6);
});
