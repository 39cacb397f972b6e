import { describe, expect, it } from 'vitest';
import { parseFrameHeader, planFrame } from './frame.ts';
import { SegmentReader } from './jpegInput.ts';
import { blocksInMcu, checkProgression, parseScan, type Scan } from './scan.ts';

const FRAME = planFrame(
  parseFrameHeader(0xc2, Uint8Array.from([8, 0, 40, 0, 50, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])),
);

function scanOf(...bytes: readonly number[]): Scan {
  return parseScan(FRAME, new SegmentReader(Uint8Array.from(bytes)));
}

describe('parseScan', () => {
  it('reads components with their tables, and the band', () => {
    const scan = scanOf(2, 1, 0x01, 3, 0x12, 1, 5, 0x21);
    expect(scan.components.map(({ component }) => component.index)).toEqual([0, 2]);
    expect(scan.components.map(({ dcTable, acTable }) => [dcTable, acTable])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(scan).toMatchObject({ first: 1, last: 5, highBit: 2, lowBit: 1 });
    expect(blocksInMcu(scan)).toBe(5);
  });

  it.each([
    ['no component', [0, 0, 63, 0], 'the header of a scan is wrong'],
    ['a length that does not fit', [1, 1, 0, 0, 63, 0, 0], 'the header of a scan is wrong'],
    ['a component that is not there', [1, 9, 0, 0, 63, 0], 'a scan names a colour plane that is not there'],
    ['components in another order', [2, 2, 0, 1, 0, 0, 63, 0], 'a scan names a colour plane that is not there'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => scanOf(...bytes)).toThrow(reason);
  });
});

describe('checkProgression', () => {
  it.each([
    ['averages of all planes', [3, 1, 0, 2, 0, 3, 0, 0, 0, 1]],
    ['a band of one plane', [1, 1, 0, 1, 5, 2]],
    ['the next bit of it', [1, 1, 0, 1, 5, 0x21]],
  ])('takes %s', (_, bytes) => {
    expect(() => checkProgression(scanOf(...bytes))).not.toThrow();
  });

  it.each([
    ['averages together with others', [1, 1, 0, 0, 5, 0]],
    ['a band of two planes', [2, 1, 0, 2, 0, 1, 5, 0]],
    ['a band that ends before it starts', [1, 1, 0, 5, 1, 0]],
    ['a band beyond the block', [1, 1, 0, 1, 64, 0]],
    ['two bits at once', [1, 1, 0, 1, 5, 0x20]],
    ['too high a bit', [1, 1, 0, 1, 5, 14]],
  ])('refuses %s', (_, bytes) => {
    expect(() => checkProgression(scanOf(...bytes))).toThrow('the order of its scans is wrong');
  });
});
