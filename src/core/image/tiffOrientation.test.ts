import { describe, expect, it } from 'vitest';
import { tiffOrientation } from './tiffOrientation.ts';

/** Big-endian TIFF with a directory of one entry. */
const HEADER = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];

function entryHead(type: number, count: number): number[] {
  return [0x01, 0x12, 0, type, 0, 0, 0, count];
}

/** EXIF data, big-endian, of one entry whose tag is that of the orientation, with bytes behind them. */
function exifOf(type: number, count: number, value: readonly number[], behind: readonly number[] = [0, 0, 0, 0]) {
  return Uint8Array.from([...HEADER, ...entryHead(type, count), ...value, ...behind]);
}

/** Values that stand behind the entry do so at this offset, then four bytes for the next directory. */
const BEHIND = [0, 0, 0, 26];
const NO_NEXT = [0, 0, 0, 0];

describe('tiffOrientation', () => {
  // What Pillow 12.3.0 reads in each.
  it.each([
    ['a 16-bit number', 3, 1, [0, 6, 0, 0], NO_NEXT, 6],
    ['a 32-bit number', 4, 1, [0, 0, 0, 6], NO_NEXT, 6],
    ['a byte, which is no number to Pillow', 1, 1, [6, 0, 0, 0], NO_NEXT, 0],
    ['text', 2, 1, [0x36, 0, 0, 0], NO_NEXT, 0],
    ['a signed byte', 6, 1, [6, 0, 0, 0], NO_NEXT, 6],
    ['a signed 16-bit number', 8, 1, [0, 6, 0, 0], NO_NEXT, 6],
    ['a signed 32-bit number', 9, 1, [0, 0, 0, 6], NO_NEXT, 6],
    ['a 32-bit float', 11, 1, [0x40, 0xc0, 0, 0], NO_NEXT, 6],
    ['a fraction', 5, 1, BEHIND, [...NO_NEXT, 0, 0, 0, 12, 0, 0, 0, 2], 6],
    ['a signed fraction', 10, 1, BEHIND, [...NO_NEXT, 0, 0, 0, 6, 0, 0, 0, 1], 6],
    ['a 64-bit float', 12, 1, BEHIND, [...NO_NEXT, 0x40, 0x18, 0, 0, 0, 0, 0, 0], 6],
    ['a 64-bit number', 16, 1, BEHIND, [...NO_NEXT, 0, 0, 0, 0, 0, 0, 0, 6], 6],
    ['an offset', 13, 1, [0, 0, 0, 6], NO_NEXT, 6],
    ['the first of two numbers', 3, 2, [0, 6, 0, 1], NO_NEXT, 6],
    ['the first of three numbers', 3, 3, BEHIND, [...NO_NEXT, 0, 6, 0, 1, 0, 1], 6],
    ['no number at all', 3, 0, [0, 6, 0, 0], NO_NEXT, undefined],
    ['an unknown type', 99, 1, [0, 6, 0, 0], NO_NEXT, undefined],
    ['nothing behind it', 3, 1, [0, 6, 0, 0], [], 6],
    ['a value that is cut short', 3, 1, [0, 6], [], undefined],
    ['a value beyond the data', 3, 3, [0, 0, 9, 0], NO_NEXT, undefined],
  ] as const)('reads %s', (_, type, count, value, behind, expected) => {
    expect(tiffOrientation(exifOf(type, count, value, behind))).toBe(expected);
  });

  it('reads little-endian data, behind one prefix or two', () => {
    const data = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0];
    const prefix = [0x45, 0x78, 0x69, 0x66, 0, 0];
    expect(tiffOrientation(Uint8Array.from(data))).toBe(8);
    expect(tiffOrientation(Uint8Array.from([...prefix, ...data]))).toBe(8);
    expect(tiffOrientation(Uint8Array.from([...prefix, ...prefix, ...data]))).toBe(8);
  });

  it('stops at an entry whose data are missing, as Pillow does', () => {
    const maker = [0x01, 0x0f, 0, 2, 0, 0, 0, 90, 0, 0, 2, 0];
    const entry = [...exifOf(3, 1, [0, 6, 0, 0], [])].slice(10);
    const head = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2];
    expect(tiffOrientation(Uint8Array.from([...head, ...maker, ...entry]))).toBeUndefined();
    expect(tiffOrientation(Uint8Array.from([...head, ...entry, ...maker]))).toBe(6);
  });

  it('takes data that are no TIFF, or are cut within their header, for no orientation', () => {
    expect(tiffOrientation(Uint8Array.from([0x58, 0x58, 0, 42, 0, 0, 0, 8]))).toBe(0);
    expect(tiffOrientation(Uint8Array.from([0x4d, 0x4d, 0, 42, 0]))).toBe(0);
    expect(tiffOrientation(new Uint8Array())).toBeUndefined();
  });
});
