import { describe, expect, it } from 'vitest';
import { expandBmpRle } from './bmpRle.ts';

const SIZE = { width: 4, height: 2 };

function expand(bits: 4 | 8, ...bytes: readonly number[]): number[] | undefined {
  const indices = expandBmpRle(Uint8Array.from(bytes), 0, SIZE, bits);
  return indices && [...indices];
}

describe('expandBmpRle', () => {
  it('repeats, and fills a line that ends early', () => {
    expect(expand(8, 2, 7, 0, 0, 4, 9)).toEqual([7, 7, 0, 0, 9, 9, 9, 9]);
  });

  it('alternates two pixels of four bits', () => {
    expect(expand(4, 3, 0x12, 0, 0, 4, 0x34)).toEqual([1, 2, 1, 0, 3, 4, 3, 4]);
  });

  it('cuts a run at the end of its line', () => {
    expect(expand(8, 9, 5, 0, 0, 4, 6)).toEqual([5, 5, 5, 5, 6, 6, 6, 6]);
  });

  it('copies literals, which end at an even place', () => {
    expect(expand(8, 0, 3, 1, 2, 3, 0, 1, 4, 0, 0, 4, 5)).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
  });

  it('skips to the right and down', () => {
    expect(expand(8, 1, 1, 0, 2, 1, 1, 2, 3)).toEqual([1, 0, 0, 0, 0, 0, 3, 3]);
  });

  it('leaves out the last of an odd number of literals of four bits, as Pillow does', () => {
    expect(expand(4, 0, 3, 0x12, 0, 1, 0x55, 0, 0, 4, 0x66)).toEqual([1, 2, 5, 0, 6, 6, 6, 6]);
  });

  it('gives nothing where the pixels are too few', () => {
    expect(expand(8, 4, 1, 0, 1)).toBeUndefined();
    expect(expand(8, 4, 1, 0, 5, 1, 2)).toBeUndefined();
  });
});
