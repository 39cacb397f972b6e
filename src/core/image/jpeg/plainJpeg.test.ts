import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../../../testing/images/sampleJpegs.ts';
import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { decodeJpeg } from './decodeJpeg.ts';
import { plainJpeg } from './plainJpeg.ts';

/** Samples that a platform's decoder may get wrong or refuse. */
const OWN =
  /^(arithmetic|lossless|cmyk|ycck|rgb-adobe|rgb-ids|restart-(wrong|missing)|progressive-(part|averages)|no-end|no-huffman)/;

const NONE = { bytes: new Uint8Array(), width: 0, height: 0 };

describe('plainJpeg', () => {
  it.each(SAMPLE_JPEGS.filter(({ name }) => !OWN.test(name)))('leaves $name to the platform', ({ base64, rgb }) => {
    const { bytes, width, height } = plainJpeg(bytesOfBase64(base64)) ?? NONE;
    expect(decodeJpeg(bytes, 'a.jpg')).toEqual({ width, height, data: bytesOfBase64(rgb) });
  });

  it.each(SAMPLE_JPEGS.filter(({ name }) => OWN.test(name)))('keeps $name from it: $holds', ({ base64 }) => {
    expect(plainJpeg(bytesOfBase64(base64))).toBeUndefined();
  });

  it('keeps no segment that could turn the picture or change its colours', () => {
    const plain = sampleJpegBytes('fill-bytes.jpg');
    for (const name of ['turned-long.jpg', 'turned-xmp.jpg', 'many-segments.jpg', 'multi.jpg', 'ycc-adobe-0.jpg']) {
      const bytes = (plainJpeg(sampleJpegBytes(name)) ?? NONE).bytes;
      const markers = Array.from(bytes, (byte, at) => (byte === 0xff ? (bytes[at + 1] ?? 0) : 0));
      const segments = markers.filter((marker) => marker >= 0xe0 && marker < 0xff);
      expect(segments, name).toEqual([0xe0]);
      expect(bytes.length, name).toBeLessThan(plain.length);
    }
  });

  it.each([
    ['whose tables stand in a file before it', (bytes: Uint8Array) => behindTables(bytes)],
    ['that is cut short', (bytes: Uint8Array) => bytes.subarray(0, -2)],
    ['with 0xff before data', (bytes: Uint8Array) => insert(bytes, [0xff])],
    ['with a marker among its data', (bytes: Uint8Array) => insert(bytes, [0xff, 1])],
    ['with a restart marker that nothing announces', (bytes: Uint8Array) => insert(bytes, [0xff, 0xd0])],
  ])('keeps a JPEG from it %s', (_, change) => {
    expect(plainJpeg(change(sampleJpegBytes('grey.jpg')))).toBeUndefined();
  });
});

/** Bytes put in eight before the end, which are data. */
function insert(bytes: Uint8Array, inserted: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, -8), ...inserted, ...bytes.subarray(-8)]);
}

/** A JPEG of no more than a comment, then the picture. */
function behindTables(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xfe, 0, 2, 0xff, 0xd9, ...bytes]);
}
