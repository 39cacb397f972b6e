import { describe, expect, it } from 'vitest';
import { unfilterPngRow } from './pngFilter.ts';

const PREVIOUS = Uint8Array.of(0, 10, 20, 30, 40);

function unfiltered(filter: number, bytes: readonly number[], step = 2): number[] {
  const row = Uint8Array.from([filter, ...bytes]);
  unfilterPngRow(row, PREVIOUS, step);
  return [...row.subarray(1)];
}

describe('unfilterPngRow', () => {
  it('leaves a row without filter as it is', () => {
    expect(unfiltered(0, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  });

  it('adds what is to the left, above, or halfway between, and wraps around', () => {
    expect(unfiltered(1, [250, 2, 10, 4])).toEqual([250, 2, 4, 6]);
    expect(unfiltered(2, [250, 2, 3, 4])).toEqual([4, 22, 33, 44]);
    expect(unfiltered(3, [1, 2, 3, 4])).toEqual([6, 12, 21, 30]);
  });

  it('adds whichever of left, above and corner is nearest to what they foretell', () => {
    // Left 11, above 30, corner 10: 31 is foretold, above is nearest. Then left 22, above 40, corner 20: 42.
    expect(unfiltered(4, [1, 2, 3, 4])).toEqual([11, 22, 33, 44]);
    expect(unfiltered(4, [246, 0, 5, 0], 1)).toEqual([0, 10, 25, 40]);
  });

  it('works on a row shorter than a pixel', () => {
    expect(unfiltered(3, [1], 8)).toEqual([6]);
  });

  it('knows no sixth filter', () => {
    expect(() => unfiltered(5, [1])).toThrow(RangeError);
  });
});
