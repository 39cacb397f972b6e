import { describe, expect, it } from 'vitest';
import { readJpegHeader } from './jpegHeader.ts';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../../testing/images/sampleJpegs.ts';
import { bytesOfBase64 } from '../bytes/bytesOfBase64.ts';

/** Where the frame header of `grey.jpg` stands, a baseline JPEG of one plane. */
function frameOf(bytes: Uint8Array): number {
  return bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
}

/** `grey.jpg` with bytes of its frame header changed, counted from the marker. */
function changedFrame(changes: Readonly<Record<number, number>>): Uint8Array {
  const bytes = sampleJpegBytes('grey.jpg');
  for (const [offset, value] of Object.entries(changes)) bytes[frameOf(bytes) + Number(offset)] = value;
  return bytes;
}

describe('readJpegHeader', () => {
  it.each(SAMPLE_JPEGS)('reads the size of $name: $holds', ({ name, base64, width, height }) => {
    expect(readJpegHeader(bytesOfBase64(base64), name)).toMatchObject({ width, height });
  });

  it('needs no more than the frame header', () => {
    const bytes = sampleJpegBytes('grey.jpg');
    const end = frameOf(bytes) + 13;
    expect(readJpegHeader(bytes.subarray(0, end), 'a.jpg')).toMatchObject({ width: 18, height: 10, precision: 8 });
    expect(() => readJpegHeader(bytes.subarray(0, end - 1), 'a.jpg')).toThrowError(
      expect.objectContaining({
        name: 'DecodeError',
        message: 'a.jpg is damaged: its header cannot be read. Export or download it again.',
      }),
    );
  });

  it.each([
    ['a 12-bit JPEG', { 4: 12 }],
    ['a hierarchical JPEG', { 1: 0xc5 }],
    ['an arithmetic-coded lossless JPEG', { 1: 0xcb }],
    ['a JPEG whose height stands behind its pixels (DNL)', { 5: 0, 6: 0 }],
  ])('refuses %s by name', (kind, changes) => {
    expect(() => readJpegHeader(changedFrame(changes), 'scan.jpg')).toThrowError(
      expect.objectContaining({
        name: 'UnsupportedJpegError',
        file: 'scan.jpg',
        message: `scan.jpg is ${kind}, which cannot be decoded. Open it in an image editor and save it as PNG.`,
      }),
    );
  });

  it('refuses two colour planes by name', () => {
    const bytes = changedFrame({ 3: 14, 9: 2 });
    const end = frameOf(bytes) + 13;
    const two = Uint8Array.from([...bytes.subarray(0, end), 2, 0x11, 0, ...bytes.subarray(end)]);
    expect(() => readJpegHeader(two, 'a.jpg')).toThrow('a.jpg is a JPEG of 2 colour planes, which cannot be decoded.');
  });

  it('calls a header without a width, or pixels before their header, damaged', () => {
    expect(() => readJpegHeader(changedFrame({ 7: 0, 8: 0 }), 'a.jpg')).toThrow(
      'a.jpg is damaged: its header gives no size.',
    );
    expect(() => readJpegHeader(changedFrame({ 1: 0xfe }), 'a.jpg')).toThrow(
      'a.jpg is damaged: its header cannot be read.',
    );
  });
});
