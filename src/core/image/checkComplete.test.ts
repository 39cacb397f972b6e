import { describe, expect, it } from 'vitest';
import { checkComplete } from './checkComplete.ts';
import type { ImageFormat } from './imageFormat.ts';
import { bytesOfBase64, sampleBytes, TURNED_LOSSY } from './samplePictures.ts';

const WHOLE: readonly (readonly [ImageFormat, Uint8Array<ArrayBuffer>])[] = [
  ['png', sampleBytes('rgba.png')],
  ['webp', sampleBytes('alpha.webp')],
  ['gif', sampleBytes('transparent.gif')],
  ['bmp', sampleBytes('rows.bmp')],
  ['avif', bytesOfBase64(TURNED_LOSSY.avif)],
];

describe('checkComplete', () => {
  it.each(WHOLE)('takes a whole %s, with bytes after it or without', (format, bytes) => {
    expect(() => checkComplete(bytes, format, 'a')).not.toThrow();
    expect(() => checkComplete(Uint8Array.from([...bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9]), format, 'a')).not.toThrow();
  });

  it.each(WHOLE)('refuses a %s cut anywhere', (format, bytes) => {
    // Of a GIF the trailer, one byte, is not needed.
    const end = format === 'gif' ? bytes.length - 1 : bytes.length;
    for (let length = 16; length < end; length++) {
      expect(() => checkComplete(bytes.subarray(0, length), format, 'bird'), `${length} bytes`).toThrowError(
        expect.objectContaining({
          name: 'DecodeError',
          file: 'bird',
          message: 'bird is damaged: the end of the file is missing. Export or download it again.',
        }),
      );
    }
  });

  it('refuses a PNG whose bytes were changed', () => {
    const bytes = sampleBytes('rgba.png');
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    expect(() => checkComplete(bytes, 'png', 'bird.png')).toThrow(
      'bird.png is damaged: its data does not match its checksum. Export or download it again.',
    );
  });

  it('refuses a PNG without pixels or without a header', () => {
    const bytes = sampleBytes('rgba.png');
    const header = bytes.slice(0, 33);
    const end = bytes.slice(-12);
    expect(() => checkComplete(Uint8Array.from([...header, ...end]), 'png', 'a.png')).toThrow('it holds no pixels');
    expect(() => checkComplete(Uint8Array.from([...header.slice(0, 8), ...end]), 'png', 'a.png')).toThrow(
      'it does not start with a header',
    );
  });
});
