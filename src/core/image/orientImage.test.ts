import { describe, expect, it } from 'vitest';
import type { ExifOrientation } from './exifOrientation.ts';
import { inverseOrientation, orientImage } from './orientImage.ts';

/** A 3 × 2 picture whose pixels are numbered 1 to 6, row by row. */
const NUMBERED = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, i) => Math.floor(i / 3) + 1) };

const ALL: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

describe('orientImage', () => {
  // As Pillow's ImageOps.exif_transpose turns them.
  it.each([
    [1, [1, 2, 3, 4, 5, 6]],
    [2, [3, 2, 1, 6, 5, 4]],
    [3, [6, 5, 4, 3, 2, 1]],
    [4, [4, 5, 6, 1, 2, 3]],
    [5, [1, 4, 2, 5, 3, 6]],
    [6, [4, 1, 5, 2, 6, 3]],
    [7, [6, 3, 5, 2, 4, 1]],
    [8, [3, 6, 2, 5, 1, 4]],
  ] as const)('turns a picture of orientation %i upright', (orientation, expected) => {
    const { width, height, data } = orientImage(NUMBERED, orientation);
    expect([width, height]).toEqual(orientation >= 5 ? [2, 3] : [3, 2]);
    expect([...data]).toEqual(expected.flatMap((pixel) => [pixel, pixel, pixel]));
  });

  it.each(ALL)('undoes orientation %i by its inverse', (orientation) => {
    expect(orientImage(orientImage(NUMBERED, orientation), inverseOrientation(orientation))).toEqual(NUMBERED);
  });
});
