import { describe, expect, it } from 'vitest';
import { JpegInput } from './jpegInput.ts';

/**
 * Takes the `expected`-th restart marker out of bytes; gives the marker that is left over and where reading goes on.
 */
function takeRestart(bytes: readonly number[], expected = 0): { marker: number; at: number } {
  const before = Array.from({ length: expected }, (_, k) => [0xff, 0xd0 + k]).flat();
  const input = new JpegInput(Uint8Array.from([...before, ...bytes]));
  for (let k = 0; k < expected; k++) input.takeRestart();
  input.takeRestart();
  return { marker: input.marker, at: input.at - before.length };
}

describe('JpegInput', () => {
  it('finds markers behind stray bytes, stuffed zeros and fill bytes', () => {
    const input = new JpegInput(Uint8Array.from([1, 0xff, 0, 2, 0xff, 0xff, 0xff, 0xda, 9]));
    input.findMarker();
    expect([input.marker, input.byte()]).toEqual([0xda, 9]);
    expect(() => input.findMarker()).toThrow('the end of the file is missing');
  });

  it.each([
    ['takes the one that is due', [0xff, 0xd2], { marker: 0, at: 2 }],
    ['keeps the next one: a segment is lost', [0xff, 0xd3], { marker: 0xd3, at: 2 }],
    ['keeps the one after it', [0xff, 0xd4], { marker: 0xd4, at: 2 }],
    ['passes over the one before', [0xff, 0xd1, 5, 0xff, 0xd2], { marker: 0, at: 5 }],
    ['takes one far off', [0xff, 0xd6], { marker: 0, at: 2 }],
    ['keeps the end of the image', [0xff, 0xd9], { marker: 0xd9, at: 2 }],
    ['passes over a marker that is none', [0xff, 0x02, 0xff, 0xd2], { marker: 0, at: 4 }],
  ])('%s of restart markers', (_, bytes, expected) => {
    expect(takeRestart(bytes, 2)).toEqual(expected);
  });

  it('takes a length below two for an empty segment', () => {
    const input = new JpegInput(Uint8Array.from([0, 1, 7]));
    expect([[...input.segment()], input.byte()]).toEqual([[], 7]);
  });

  it('calls a segment cut short that is longer than the file', () => {
    expect(() => new JpegInput(Uint8Array.from([0, 4, 7])).segment()).toThrow('the end of the file is missing');
  });
});
