import { describe, expect, it } from 'vitest';
import { BitReader } from './bitReader.ts';
import { JpegInput } from './jpegInput.ts';

function readerOf(bytes: readonly number[]): { reader: BitReader; input: JpegInput } {
  const input = new JpegInput(Uint8Array.from(bytes));
  return { reader: new BitReader(input), input };
}

describe('BitReader', () => {
  it('reads bits from the highest on, without stuffed zeros', () => {
    const { reader } = readerOf([0b1010_0110, 0xff, 0, 0x81, 0xff, 0xd9]);
    expect([reader.bits(1), reader.bits(3), reader.bits(4), reader.bits(16)]).toEqual([1, 2, 6, 0xff81]);
    expect(reader.startMcu()).toBe(true);
  });

  it('reads signed differences', () => {
    const { reader } = readerOf([0b0_1_00_11_0_1, 0b1000_0111, 0xff, 0xd9]);
    const lengths = [1, 1, 2, 2, 1, 1, 4, 4];
    expect(lengths.map((length) => reader.signed(length))).toEqual([-1, 1, -3, 3, -1, 1, 8, -8]);
  });

  it('gives zeros behind a marker, and says so', () => {
    const { reader, input } = readerOf([0xab, 0xff, 0xd9, 1]);
    expect([reader.bits(8), reader.bits(12)]).toEqual([0xab, 0]);
    expect([reader.startMcu(), input.marker]).toEqual([false, 0xd9]);
  });

  it('starts anew behind a restart marker', () => {
    const { reader } = readerOf([0xab, 0xff, 0xd0, 0x12, 0xff, 0xd9]);
    reader.bits(3);
    reader.restart();
    expect([reader.bits(8), reader.startMcu()]).toEqual([0x12, true]);
  });

  it('misses bits at the end of the file', () => {
    const { reader } = readerOf([0xab]);
    reader.bits(7);
    expect(() => reader.bits(2)).toThrow('the end of the file is missing');
  });
});
