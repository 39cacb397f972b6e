import { describe, expect, it } from 'vitest';
import { LzwDecoder } from './lzwDecoder.ts';

/** One sub-block of codes, the least bit first; `codes` are pairs of value and number of bits. */
function block(...codes: readonly (readonly [number, number])[]): Uint8Array {
  const bits = codes.flatMap(([value, count]) => Array.from({ length: count }, (_, k) => (value >> k) & 1));
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit, k) => sum + (bit << k), 0),
  );
  return Uint8Array.from([bytes.length, ...bytes, 0]);
}

function decode(bytes: Uint8Array, codeSize: number, length: number): number[] {
  const pixels = new Uint8Array(length);
  new LzwDecoder(bytes, 0, codeSize, 'a.gif').read(pixels);
  return [...pixels];
}

/** With a code size of 2: 4 clears, 5 ends, 6 is the first that is learned. */
const CLEAR = [4, 3] as const;

describe('LzwDecoder', () => {
  it('expands a code that it learns with that very code', () => {
    // 1, then 6 = "1 1", then 7 = "1 1 1", where codes of four bits begin.
    expect(decode(block(CLEAR, [1, 3], [6, 3], [7, 3]), 2, 6)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('lengthens codes when one more would not fit, and starts again at a clear', () => {
    const bytes = block(CLEAR, [1, 3], [2, 3], [3, 3], [6, 4], [4, 4], [3, 3], [0, 3]);
    expect(decode(bytes, 2, 7)).toEqual([1, 2, 3, 1, 2, 3, 0]);
  });

  it('needs no clear at the start', () => {
    expect(decode(block([2, 3], [1, 3]), 2, 2)).toEqual([2, 1]);
  });

  it('goes on after an empty sub-block', () => {
    const bytes = Uint8Array.from([0, 0, ...block(CLEAR, [3, 3])]);
    expect(decode(bytes, 2, 1)).toEqual([3]);
  });

  it.each([
    ['an end before the last pixel', block(CLEAR, [1, 3], [5, 3])],
    ['a code that is not known yet', block(CLEAR, [1, 3], [7, 3])],
    ['a first code that is no pixel', block(CLEAR, [6, 3], [1, 3])],
  ])('refuses %s', (_, bytes) => {
    expect(() => decode(bytes, 2, 9)).toThrow('a.gif is damaged: its pixels cannot be decoded.');
  });

  it('refuses a code size that no GIF has, and data that ends before its sub-block', () => {
    expect(() => decode(block(CLEAR), 13, 1)).toThrow('its pixels cannot be decoded');
    expect(() => decode(block(CLEAR, [1, 3], [2, 3]).subarray(0, 2), 2, 2)).toThrow('the end of the file is missing');
  });
});
