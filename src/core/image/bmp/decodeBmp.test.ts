import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { decodeBmp } from './decodeBmp.ts';

/** A 3 × 1 bitmap of 32 bits a pixel whose header is changed. */
function changed(change: (view: DataView) => void): Uint8Array {
  const bytes = sampleBytes('alpha32.bmp');
  change(new DataView(bytes.buffer));
  return bytes;
}

describe('decodeBmp', () => {
  it.each(['rows.bmp', 'os2.bmp', 'bits.bmp', 'rgb565.bmp', 'palette4.bmp'])('refuses %s cut anywhere', (name) => {
    const bytes = sampleBytes(name);
    // Padding after the last pixel is not needed.
    const needed = { 'rows.bmp': 2, 'os2.bmp': 3, 'bits.bmp': 2, 'rgb565.bmp': 2, 'palette4.bmp': 2 }[name] ?? 0;
    for (let length = 14; length <= bytes.length - needed - 1; length++) {
      expect(() => decodeBmp(bytes.subarray(0, length), 'bird'), `${length} bytes`).toThrowError(
        expect.objectContaining({
          name: 'DecodeError',
          message: expect.stringContaining('the end of the file is missing'),
        }),
      );
    }
    expect(decodeBmp(bytes.subarray(0, bytes.length - needed), 'bird')).toEqual(decodeBmp(bytes, 'bird'));
  });

  it.each([
    ['JPEG within', (view: DataView) => view.setUint32(30, 4, true)],
    ['a header of unknown length', (view: DataView) => view.setUint32(14, 44, true)],
    ['two bits a pixel', (view: DataView) => view.setUint16(28, 2, true)],
    ['masks that nobody uses', (view: DataView) => view.setUint32(30, 3, true)],
    ['run-length coding of colours', (view: DataView) => view.setUint32(30, 1, true)],
  ])('refuses %s', (_, change) => {
    expect(() => decodeBmp(changed(change), 'bird.bmp')).toThrowError(
      expect.objectContaining({
        name: 'UnsupportedBmpError',
        file: 'bird.bmp',
        message: 'bird.bmp is a compressed or unusual kind of BMP. Save it as PNG.',
      }),
    );
  });

  it('refuses run-length coded pixels that are too few', () => {
    const bytes = sampleBytes('rle8.bmp');
    // The end of the bitmap comes first: 54 bytes of header and 16 of palette precede it.
    bytes.set([0, 1], 70);
    expect(() => decodeBmp(bytes, 'bird.bmp')).toThrow('bird.bmp is damaged: its pixels cannot be decoded.');
  });
});
