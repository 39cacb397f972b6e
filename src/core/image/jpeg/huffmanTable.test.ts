import { describe, expect, it } from 'vitest';
import { BitReader } from './bitReader.ts';
import { buildHuffmanTable, type HuffmanSpec } from './huffmanTable.ts';
import { JpegInput } from './jpegInput.ts';

/** `counts` are those of the lengths 1, 2, … */
function specOf(counts: readonly number[], symbols: readonly number[]): HuffmanSpec {
  const spec = { counts: new Uint8Array(17), symbols: Uint8Array.from(symbols) };
  spec.counts.set(counts, 1);
  return spec;
}

/** Codes 0, 100, 101, 110 and, of ten bits, 1110000000 and 1110000001. */
const TABLE = buildHuffmanTable(specOf([1, 0, 3, 0, 0, 0, 0, 0, 0, 2], [5, 6, 7, 8, 9, 10]), 255);

describe('buildHuffmanTable', () => {
  it('makes codes that are read back as their symbols, long ones too', () => {
    // 0 100 101 110 | 1110000000 1110000001 | 0, filled with ones.
    const bits = `0100101110${'1110000000'}${'1110000001'}0`.padEnd(32, '1');
    const bytes = bits.match(/.{8}/g) ?? [];
    const reader = new BitReader(new JpegInput(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))));
    expect(Array.from({ length: 7 }, () => reader.symbol(TABLE))).toEqual([5, 6, 7, 8, 9, 10, 5]);
  });

  it('refuses a code of ones alone and codes that do not fit', () => {
    expect(() => buildHuffmanTable(specOf([2], [1, 2]), 255)).toThrow('one of its Huffman tables is wrong');
    expect(() => buildHuffmanTable(specOf([1, 3], [1, 2, 3, 4]), 255)).toThrow('one of its Huffman tables is wrong');
  });

  it('refuses symbols that are too large', () => {
    expect(() => buildHuffmanTable(specOf([1], [16]), 15)).toThrow('one of its Huffman tables is wrong');
  });
});
