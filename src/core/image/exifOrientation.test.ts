import { describe, expect, it } from 'vitest';
import { checkComplete } from './checkComplete.ts';
import { readOrientation, withoutOrientation } from './exifOrientation.ts';
import { inspectImage } from './inspectImage.ts';
import { readPngStructure } from './png/pngStructure.ts';
import { bytesOfBase64, sampleBytes, TURNED_LOSSY } from './samplePictures.ts';

/** Offset of some Latin-1 text in bytes. */
function offsetOf(bytes: Uint8Array, text: string): number {
  return String.fromCharCode(...bytes).indexOf(text);
}

const TURNED = [
  ['png', sampleBytes('turned.png')],
  ['webp', sampleBytes('turned.webp')],
  ['jpeg', bytesOfBase64(TURNED_LOSSY.jpeg)],
] as const;

describe('withoutOrientation', () => {
  it.each(TURNED)('makes a %s stand as it is stored, and whole', (format, bytes) => {
    const before = bytes.slice();
    const result = withoutOrientation(bytes, format);
    expect(readOrientation(result, format)).toBe(1);
    expect(result.length).toBe(bytes.length);
    expect(bytes).toEqual(before);
    // A PNG's checksums are looked at up to its pixels.
    if (format === 'png') expect(readPngStructure(result, 'a').isEndWhole).toBe(true);
    else expect(() => checkComplete(result, format, 'a')).not.toThrow();
  });

  it("renews the CRC of a PNG's chunk", () => {
    const result = withoutOrientation(sampleBytes('turned.png'), 'png');
    const type = offsetOf(result, 'eXIf');
    // zlib.crc32 of the type and the payload with orientation 1, computed with Python.
    expect(new DataView(result.buffer).getUint32(type + 4 + 26)).toBe(0x13c075e7);
  });

  it('gives the same bytes where nothing is to be set', () => {
    const plain = sampleBytes('rgba.png');
    expect(withoutOrientation(plain, 'png')).toBe(plain);
    const avif = bytesOfBase64(TURNED_LOSSY.avif);
    expect(withoutOrientation(avif, 'avif')).toBe(avif);
  });
});

describe('readOrientation', () => {
  it('reads little-endian EXIF', () => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    const tiff = offsetOf(bytes, 'MM\0*');
    bytes.set([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0], tiff);
    expect(readOrientation(bytes, 'jpeg')).toBe(8);
  });

  it.each([0, 9, 300])('takes the meaningless value %i for none', (value) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    new DataView(bytes.buffer).setUint16(offsetOf(bytes, 'MM\0*') + 18, value);
    expect(readOrientation(bytes, 'jpeg')).toBe(1);
  });

  it('takes a directory beyond the file for none', () => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    new DataView(bytes.buffer).setUint32(offsetOf(bytes, 'MM\0*') + 4, 0xfffffff0);
    expect(readOrientation(bytes, 'jpeg')).toBe(1);
  });

  // Turns are anticlockwise; the pairs are those that libavif writes for each EXIF orientation.
  it.each([
    [0, 1],
    [1, 8],
    [2, 3],
    [3, 6],
  ] as const)('reads %i quarter turns of an AVIF', (turns, orientation) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.avif);
    bytes[offsetOf(bytes, 'irot') + 4] = turns;
    expect(inspectImage(bytes, 'a.avif').orientation).toBe(orientation);
  });

  it.each([
    [0, 4],
    [1, 2],
  ] as const)('reads mirror axis %i of an AVIF', (axis, orientation) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.avif);
    const box = offsetOf(bytes, 'irot');
    bytes.set([0x69, 0x6d, 0x69, 0x72, axis], box);
    expect(inspectImage(bytes, 'a.avif').orientation).toBe(orientation);
  });
});
