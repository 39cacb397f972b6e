import { describe, expect, it } from 'vitest';
import { upsampleChroma } from './upsampleChroma.ts';

/** Two rows of three samples. */
const PLANE = Uint8Array.of(0, 100, 200, 40, 80, 120);
const SIZE = { width: 3, height: 2 };

function rowOf(y: number, width: number, halvesRows: boolean): number[] {
  const row = new Uint16Array(width);
  upsampleChroma(PLANE, SIZE, y, halvesRows, row);
  return [...row];
}

describe('upsampleChroma', () => {
  it('weighs three to one between the samples of a row, and takes the nearest at its ends', () => {
    expect(rowOf(0, 6, false)).toEqual([0, 25, 75, 125, 175, 200]);
    // The last column is an end also where it is the first of its pair.
    expect(rowOf(0, 5, false)).toEqual([0, 25, 75, 125, 200]);
    expect(rowOf(1, 6, false)).toEqual([40, 50, 70, 90, 110, 120]);
  });

  it('weighs nine, three, three and one between rows', () => {
    expect(rowOf(0, 6, true)).toEqual([0, 25, 75, 125, 175, 200]);
    expect(rowOf(1, 6, true)).toEqual([10, 31, 74, 116, 159, 180]);
    expect(rowOf(2, 6, true)).toEqual([30, 44, 71, 99, 126, 140]);
    expect(rowOf(3, 6, true)).toEqual([40, 50, 70, 90, 110, 120]);
  });

  it('works on a single column', () => {
    const row = new Uint16Array(1);
    upsampleChroma(Uint8Array.of(8, 16), { width: 1, height: 2 }, 1, true, row);
    expect([...row]).toEqual([10]);
  });
});
