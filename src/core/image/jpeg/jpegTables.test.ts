import { describe, expect, it } from 'vitest';
import { JpegInput } from './jpegInput.ts';
import { createTables, readTables } from './jpegTables.ts';

/** Reads a segment of the given payload into new tables. */
function tablesOf(marker: number, payload: readonly number[], length = payload.length + 2) {
  const tables = createTables();
  readTables(tables, marker, new JpegInput(Uint8Array.from([length >> 8, length & 255, ...payload])));
  return tables;
}

const STEPS = Array.from({ length: 64 }, (_, k) => k + 1);

describe('readTables', () => {
  it('reads quantisation tables of 8 and 16 bits, in the order of a block', () => {
    const wide = STEPS.flatMap((step) => [1, step]);
    const { quantisation } = tablesOf(0xdb, [0x02, ...STEPS, 0x13, ...wide]);
    expect([...(quantisation[2] ?? [])].slice(0, 9)).toEqual([1, 2, 6, 7, 15, 16, 28, 29, 3]);
    expect([...(quantisation[3] ?? [])].slice(0, 3)).toEqual([257, 258, 262]);
  });

  it('reads Huffman tables for DC and AC', () => {
    const counts = [0, 2, ...Array<number>(14).fill(0)];
    const { dc, ac } = tablesOf(0xc4, [0x01, ...counts, 7, 8, 0x10, ...counts, 9, 10]);
    expect([...(dc[1]?.symbols ?? [])]).toEqual([7, 8]);
    expect([...(ac[0]?.symbols ?? [])]).toEqual([9, 10]);
  });

  it('reads the conditioning of arithmetic coding and the restart interval', () => {
    const { conditioning } = tablesOf(0xcc, [0x01, 0x42, 0x10, 9]);
    expect([conditioning.dcLower[1], conditioning.dcUpper[1], conditioning.acThreshold[0]]).toEqual([2, 4, 9]);
    expect(tablesOf(0xdd, [1, 2]).restartInterval).toBe(258);
  });

  it.each([
    ['a slot that is not there', 0xdb, [0x04, ...STEPS], 'one of its tables is of an unknown kind'],
    ['a table that is too short', 0xdb, [0x00, 1, 2, 3], 'one of its tables is incomplete'],
    ['more symbols than fit', 0xc4, [0x00, ...Array<number>(16).fill(17)], 'one of its Huffman tables is wrong'],
    ['bytes behind a table', 0xdd, [0, 1, 2], 'one of its segments has a wrong length'],
    ['a lower bound above the upper', 0xcc, [0x00, 0x12], 'the conditioning of its arithmetic coding is wrong'],
    ['another kind of segment', 0xf0, [], 'it has a segment of an unknown kind'],
  ])('refuses %s', (_, marker, payload, reason) => {
    expect(() => tablesOf(marker, payload)).toThrow(reason);
  });

  it('refuses a length that is none', () => {
    expect(() => tablesOf(0xc4, [], 0)).toThrow('one of its segments has a wrong length');
  });

  it('calls a table cut short only where a byte is missing that is asked for', () => {
    expect(() => tablesOf(0xdb, [0x00, 1, 2, 3], 67)).toThrow('the end of the file is missing');
    expect(() => tablesOf(0xdb, [0x07, ...STEPS], 200)).toThrow('one of its tables is of an unknown kind');
  });
});
