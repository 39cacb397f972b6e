import { describe, expect, it } from 'vitest';
import { smartResize } from './smartResize.ts';

const OFFICIAL = { factor: 28, minPixels: 200704, maxPixels: 200704, leastRounded: 28 };

describe('smartResize', () => {
  it.each([
    // Above the budget: scaled down and floored.
    [
      { width: 500, height: 500 },
      { width: 448, height: 448 },
    ],
    [
      { width: 1600, height: 1200 },
      { width: 504, height: 364 },
    ],
    // Below: scaled up and ceiled, which may leave the budget.
    [
      { width: 40, height: 30 },
      { width: 532, height: 392 },
    ],
    [
      { width: 1, height: 200 },
      { width: 56, height: 6356 },
    ],
    // Exactly the budget.
    [
      { width: 448, height: 448 },
      { width: 448, height: 448 },
    ],
    [
      { width: 200, height: 1 },
      { width: 6356, height: 56 },
    ],
  ])('takes %o to %o with the official limits', (size, expected) => {
    expect(smartResize(size, OFFICIAL, 'a.png')).toEqual(expected);
  });

  it('rounds a tie to the even multiple, as Python does', () => {
    const free = { factor: 28, minPixels: 1, maxPixels: 1e9, leastRounded: 28 };
    expect(smartResize({ width: 42, height: 70 }, free, 'a.png')).toEqual({ width: 56, height: 56 });
    expect(smartResize({ width: 98, height: 126 }, free, 'a.png')).toEqual({ width: 112, height: 112 });
    expect(smartResize({ width: 43, height: 69 }, free, 'a.png')).toEqual({ width: 56, height: 56 });
  });

  it('gives no side less than the factor', () => {
    expect(
      smartResize({ width: 3, height: 100 }, { factor: 28, minPixels: 1, maxPixels: 1e9, leastRounded: 28 }, 'a.png'),
    ).toEqual({
      width: 28,
      height: 112,
    });
  });

  it('refuses an aspect ratio above 200', () => {
    expect(() => smartResize({ width: 2001, height: 10 }, OFFICIAL, 'strip.png')).toThrowError(
      expect.objectContaining({
        name: 'AspectRatioError',
        file: 'strip.png',
        message:
          'strip.png is 2001 × 10 pixels: one side is more than 200 times the other, and the model takes no such ' +
          'picture. Crop it to a less extreme shape.',
      }),
    );
    expect(() => smartResize({ width: 10, height: 2000 }, OFFICIAL, 'strip.png')).not.toThrow();
  });
});
