import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { resizeBicubic } from './resizeBicubic.ts';
import type { RgbImage } from '../rgbImage.ts';

// Expected bytes and digests were computed with Pillow 12.3.0, Image.resize(size, Image.BICUBIC), where nothing else is said.

function image(width: number, height: number, bytes: readonly number[]): RgbImage {
  return { width, height, data: Uint8Array.from(bytes) };
}

/** Byte i is floor((31 i² + 7 i) / 3) mod 256: rough enough to overshoot on both ends. */
function roughImage(width: number, height: number): RgbImage {
  return image(
    width,
    height,
    Array.from({ length: width * height * 3 }, (_, i) => Math.floor((i * i * 31 + i * 7) / 3) % 256),
  );
}

function sha256({ data }: RgbImage): string {
  return createHash('sha256').update(data).digest('hex');
}

describe('resizeBicubic', () => {
  it('enlarges in both directions', () => {
    const corners = image(2, 2, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
    expect([...resizeBicubic(corners, 3, 3, 'pillow').data]).toEqual([
      255, 0, 0, 128, 128, 0, 0, 255, 0, 128, 0, 128, 128, 128, 128, 128, 255, 128, 0, 0, 255, 128, 128, 255, 255, 255,
      255,
    ]);
  });

  it('shrinks a row with the kernel widened', () => {
    const row = image(4, 1, [0, 0, 0, 255, 10, 20, 0, 30, 40, 255, 200, 100]);
    expect([...resizeBicubic(row, 2, 1, 'pillow').data]).toEqual([107, 1, 10, 148, 107, 67]);
  });

  it('shrinks a column', () => {
    const column = image(1, 4, [0, 0, 0, 255, 10, 20, 0, 30, 40, 255, 200, 100]);
    expect([...resizeBicubic(column, 1, 3, 'pillow').data]).toEqual([78, 1, 4, 128, 14, 29, 177, 159, 86]);
  });

  it('leaves the horizontal pass out when the width stays', () => {
    const steps = image(
      3,
      2,
      Array.from({ length: 18 }, (_, i) => i * 10),
    );
    expect([...resizeBicubic(steps, 3, 1, 'pillow').data]).toEqual([45, 55, 65, 75, 85, 95, 105, 115, 125]);
  });

  it('copies when nothing changes', () => {
    const same = roughImage(5, 4);
    const result = resizeBicubic(same, 5, 4, 'pillow');
    expect(result).toEqual(same);
    expect(result.data).not.toBe(same.data);
  });

  it.each([
    [37, 23, 28, 56, '815b540731ddf076f7190b779ee2d269742b62c6abcb36ef3e63dedb002aa276'],
    [120, 90, 28, 28, '96bfb8ac6129800c3c059f5be0de30851187b8f0a8f459ead2ae3658f38ca1d5'],
    [9, 200, 56, 56, '8ba24565a1b70756f011754f093bb2779338ec1f57df3692e52cd866a6b4a2de'],
  ])('matches Pillow byte for byte from %i × %i to %i × %i', (width, height, newWidth, newHeight, digest) => {
    expect(sha256(resizeBicubic(roughImage(width, height), newWidth, newHeight, 'pillow'))).toBe(digest);
  });

  // Computed by a NumPy program of its own that follows PyTorch's source; `officialImages.test.ts` has torchvision's bytes.
  it.each([
    [37, 23, 32, 64, '9ee7afae7e0e0722b61a67957e154a378a7e0f1f63bf4fbc3c4dcc993752c84c'],
    [120, 90, 32, 32, 'cb66df33af7841748fcb8fb817c723c977bed7dbb5b07444a94d663ef33b2afc'],
    [9, 200, 64, 64, '05649caecc73ad23faee3624d73d65db95845678438d777da3d34bbb09d3cadd'],
    [33, 20, 33, 32, 'd9ff8381f1a8fd26916e8cea28fa26792edf82a57f82f93b075eebb94c987d05'],
  ])('matches torchvision from %i × %i to %i × %i', (width, height, newWidth, newHeight, digest) => {
    expect(sha256(resizeBicubic(roughImage(width, height), newWidth, newHeight, 'torchvision'))).toBe(digest);
  });
});
