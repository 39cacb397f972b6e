import { describe, expect, it } from 'vitest';
import { limitPixels, sizeForModel } from './sizeForModel.ts';

const NEAR_448 = { patchSize: 14, mergeSize: 2, minPixels: 200_704, maxPixels: 200_704, resize: 'pillow' as const };
const NATIVE = {
  patchSize: 16,
  mergeSize: 2,
  minPixels: 65_536,
  maxPixels: 16_777_216,
  resize: 'torchvision' as const,
};

describe('sizeForModel at native size', () => {
  it.each([
    ['stays near its own size', 500, 500, 512, 512],
    ['rounds each side apart', 1600, 1200, 1600, 1216],
    ['rounds a tie to the even multiple', 1040, 1008, 1024, 1024],
    ['grows to the least area', 40, 30, 320, 224],
    ['shrinks to the largest area', 8000, 6000, 4704, 3520],
    // 15 / 32 rounds to nothing, so that the area is too small although 32 × 2496 would be large enough.
    ['grows from a side that rounds to nothing', 2500, 15, 3328, 32],
  ])('%s: %i × %i', (_, width, height, newWidth, newHeight) => {
    expect(sizeForModel({ width, height }, NATIVE, 'a.png')).toEqual({ width: newWidth, height: newHeight });
  });

  it('refuses one side of more than 200 times the other, and looks once', () => {
    expect(() => sizeForModel({ width: 20_001, height: 100 }, NATIVE, 'strip.png')).toThrowError(
      expect.objectContaining({ name: 'AspectRatioError', file: 'strip.png' }),
    );
    expect(sizeForModel({ width: 9_000, height: 47 }, NATIVE, 'strip.png')).toEqual({ width: 8_992, height: 32 });
  });
});

describe("sizeForModel where Qwen's utilities resize", () => {
  it('keeps to its area', () => {
    expect(sizeForModel({ width: 1600, height: 1200 }, NEAR_448, 'a.png')).toEqual({ width: 504, height: 364 });
  });

  it('refuses a picture whose shape becomes too long by rounding', () => {
    expect(() => sizeForModel({ width: 20_000, height: 100 }, NEAR_448, 'strip.png')).toThrowError(
      expect.objectContaining({
        name: 'AspectRatioError',
        file: 'strip.png',
        message:
          'strip.png is 20000 × 100 pixels. Resized for the model it has 6328 × 28: one side is more than 200 times the ' +
          'other, and the model takes no such picture. Crop it to a less extreme shape.',
      }),
    );
  });
});

function sizeWith(maxPixels: number | undefined) {
  return sizeForModel({ width: 3000, height: 2000 }, limitPixels(NATIVE, maxPixels), 'a.png');
}

describe('limitPixels', () => {
  it('makes pictures smaller than the model takes them', () => {
    expect(sizeWith(undefined)).toEqual({ width: 3008, height: 1984 });
    expect(sizeWith(1_048_576)).toEqual({ width: 1248, height: 832 });
  });

  it('allows no more than the model, and no less than it needs', () => {
    expect(limitPixels(NATIVE, 1e12)).toEqual(NATIVE);
    expect(limitPixels(NATIVE, 1).maxPixels).toBe(65_536);
    expect(limitPixels(NEAR_448, 1)).toEqual(NEAR_448);
  });
});
