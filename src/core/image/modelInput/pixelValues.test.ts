import { describe, expect, it } from 'vitest';
import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import { toPatches } from './pixelValues.ts';

const CONFIG: ImageProcessorConfig = {
  patchSize: 2,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 16,
  maxPixels: 1024,
  mean: [0.5, 0.25, 0],
  std: [0.5, 0.25, 1],
  resize: 'pillow',
  orientation: 'ignored',
};

/** Red counts the pixels, green is 51 everywhere, blue 255. */
function countingImage(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => [i / 3, 51, 255][i % 3] ?? 0);
  return { width, height, data };
}

describe('toPatches', () => {
  it('puts the patches of one merge block together, block after block', () => {
    const { patches, gridHeight, gridWidth } = toPatches(countingImage(8, 4), CONFIG);
    expect([gridHeight, gridWidth]).toEqual([2, 4]);
    const columns = 3 * 2 * 2;
    const firstPixels = Array.from({ length: 8 }, (_, row) =>
      Math.round(((patches[row * columns] ?? 0) * 0.5 + 0.5) * 255),
    );
    expect(firstPixels).toEqual([0, 2, 16, 18, 4, 6, 20, 22]);
  });

  it('orders the columns channel, row, column and normalises each channel', () => {
    const { patches } = toPatches(countingImage(4, 4), CONFIG);
    const red = [0, 1, 4, 5].map((byte) => Math.fround((byte / 255 - 0.5) / 0.5));
    const green = Array<number>(4).fill(Math.fround((0.2 - 0.25) / 0.25));
    expect([...patches.subarray(0, 12)]).toEqual([...red, ...green, 1, 1, 1, 1]);
  });

  it('refuses a size that is no multiple of a merge block', () => {
    expect(() => toPatches(countingImage(6, 4), CONFIG)).toThrow('6 × 4 is not a multiple of 4 pixels.');
    expect(() => toPatches(countingImage(4, 5), CONFIG)).toThrow('4 × 5 is not a multiple of 4 pixels.');
  });
});
