import { describe, expect, it } from 'vitest';
import type { Av1Planes } from './av1Planes.ts';
import { avifColors } from './avifColors.ts';
import { divideByAlpha } from './divideByAlpha.ts';
import { lumaWeights } from './lumaWeights.ts';

const PIXEL = { width: 1, height: 1, sampling: '444' } as const;

function planes(bitDepth: 8 | 10 | 12, y: number, u: number, v: number): Av1Planes {
  return { ...PIXEL, bitDepth, y: Uint16Array.of(y), u: Uint16Array.of(u), v: Uint16Array.of(v) };
}

function colors(picture: Av1Planes, matrix: number, isFullRange: boolean, primaries = 1): number[] | undefined {
  const data = avifColors(picture, { primaries, matrix, isFullRange }, undefined);
  return data && [...data];
}

describe('avifColors', () => {
  it('gives black, white and grey without a tint', () => {
    for (const matrix of [1, 2, 4, 5, 6, 7, 9]) {
      expect(colors(planes(8, 0, 128, 128), matrix, true)).toEqual([0, 0, 0]);
      expect(colors(planes(8, 255, 128, 128), matrix, true)).toEqual([255, 255, 255]);
      expect(colors(planes(8, 16, 128, 128), matrix, false)).toEqual([0, 0, 0]);
      expect(colors(planes(8, 235, 128, 128), matrix, false)).toEqual([255, 255, 255]);
    }
  });

  // By the formulas of ITU-T H.273 within the two levels that libyuv's six binary places allow.
  it.each([
    [6, true, 81, 90, 240, [238, 15, 14]],
    [1, true, 81, 90, 240, [257, 36, 11]],
    [9, true, 81, 90, 240, [246, 23, 10]],
    [6, false, 81, 90, 240, [254, 0, 0]],
    [1, false, 81, 90, 240, [276, 24, -5]],
    [4, true, 81, 90, 240, [238, 15, 13]],
    [7, true, 81, 90, 240, [257, 35, 12]],
  ] as const)('follows matrix %i (full range: %s)', (matrix, isFullRange, y, u, v, expected) => {
    const actual = colors(planes(8, y, u, v), matrix, isFullRange) ?? [];
    for (const [k, value] of expected.entries()) {
      expect(Math.abs((actual[k] ?? -9) - Math.min(255, Math.max(0, value)))).toBeLessThanOrEqual(2);
    }
  });

  it('takes the planes themselves for green, blue and red in the identity matrix, at every depth', () => {
    expect(colors(planes(8, 10, 20, 30), 0, true)).toEqual([30, 10, 20]);
    expect(colors(planes(12, 4095, 0, 2048), 0, true)).toEqual([128, 255, 0]);
  });

  it('follows YCgCo in full range', () => {
    expect(colors(planes(8, 100, 138, 118), 8, true)).toEqual([80, 110, 100]);
  });

  it('chooses the matrix by the primaries where the file says so', () => {
    const derived = colors(planes(8, 81, 90, 200), 12, true, 9);
    expect(derived).toEqual(colors(planes(8, 81, 90, 200), 9, true));
  });

  it.each([
    [3, true],
    [8, false],
    [10, true],
    [14, true],
  ])('knows no matrix %i (full range: %s)', (matrix, isFullRange) => {
    expect(colors(planes(8, 1, 2, 3), matrix, isFullRange)).toBeUndefined();
  });

  it('drops the lower bits of deep colours, but not of deep grey', () => {
    expect(colors(planes(10, 403, 512, 512), 6, true)).toEqual([100, 100, 100]);
    const gray: Av1Planes = { ...planes(10, 402, 0, 0), sampling: '400', u: new Uint16Array(), v: new Uint16Array() };
    expect(colors(gray, 6, true)).toEqual([100, 100, 100]);
    expect(colors({ ...gray, y: Uint16Array.of(403) }, 6, true)).toEqual([100, 100, 100]);
    // 404 / 1023 is 100.7 of 255.
    expect(colors({ ...gray, y: Uint16Array.of(404) }, 6, true)).toEqual([101, 101, 101]);
  });
});

describe('divideByAlpha', () => {
  it('undoes the multiplication, and leaves nothing where nothing was seen', () => {
    const rgb = Uint8Array.of(100, 50, 0, 200, 100, 7, 9, 9, 9);
    divideByAlpha(rgb, Uint8Array.of(128, 255, 0));
    expect([...rgb]).toEqual([200, 100, 0, 200, 100, 7, 0, 0, 0]);
  });

  it('gives full colour where a colour exceeds its alpha', () => {
    const rgb = Uint8Array.of(200, 10, 5);
    divideByAlpha(rgb, Uint8Array.of(10));
    expect([...rgb]).toEqual([255, 255, 128]);
    // But for the least alpha: there Pillow's libyuv has no room for the result.
    const least = Uint8Array.of(127, 128, 1);
    divideByAlpha(least, Uint8Array.of(1));
    expect([...least]).toEqual([255, 0, 255]);
  });
});

describe('lumaWeights', () => {
  it('derives from the primaries what BT.709 and BT.2020 name', () => {
    for (const [primaries, matrix] of [
      [1, 1],
      [9, 9],
    ] as const) {
      const derived = lumaWeights({ primaries, matrix: 12, isFullRange: true }) ?? [];
      const named = lumaWeights({ primaries, matrix, isFullRange: true }) ?? [];
      for (const [k, weight] of named.entries()) expect(derived[k]).toBeCloseTo(weight, 3);
    }
  });
});
