import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawSelfTestImage } from './selfTestImage.ts';

describe('drawSelfTestImage', () => {
  // Model packages hold the rewards of these very pictures: a change here makes every package fail its self-test.
  it.each([
    [1, 448, 448, 'f59078b5c9ef6a6b0ee669396395c37ac1fa20a28d0bdf236bdb3d53fb76f38b'],
    [2, 560, 336, '9630b746a84755eb864acbab68ff600b5f8e79455e95b66cb0e83396f8d4fd05'],
    [7, 30, 20, '5cc8c052e84c17e2c906309ef9f2118970ba70555998e7ad08a9004a11bff780'],
  ])('draws the same bytes for ever: seed %i, %i × %i', (seed, width, height, digest) => {
    const { data } = drawSelfTestImage(seed, width, height);
    expect(createHash('sha256').update(data).digest('hex')).toBe(digest);
  });

  it('makes every patch different, also from those of another seed', () => {
    const patches = [1, 2].flatMap((seed) => {
      const { width, height, data } = drawSelfTestImage(seed, 112, 84);
      const rowOf = (patch: number, y: number) =>
        ((Math.floor(patch / (width / 14)) * 14 + y) * width + (patch % (width / 14)) * 14) * 3;
      return Array.from({ length: (width / 14) * (height / 14) }, (_, patch) =>
        Array.from({ length: 14 }, (__, y) => data.slice(rowOf(patch, y), rowOf(patch, y) + 42).join()).join(),
      );
    });
    expect(new Set(patches).size).toBe(2 * 8 * 6);
  });
});
