import { describe, expect, it } from 'vitest';
import { checkComplete } from './checkComplete.ts';
import { bytesOfBase64, sampleBytes, TURNED_LOSSY } from './samplePictures.ts';

const WHOLE = [
  ['jpeg', bytesOfBase64(TURNED_LOSSY.jpeg)],
  ['webp', sampleBytes('alpha.webp')],
  ['webp', sampleBytes('animated.webp')],
] as const;

describe('checkComplete', () => {
  it.each(WHOLE)('takes a whole %s, with bytes after it or without', (format, bytes) => {
    expect(() => checkComplete(bytes, format, 'a')).not.toThrow();
    expect(() => checkComplete(Uint8Array.from([...bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9]), format, 'a')).not.toThrow();
  });

  it.each(WHOLE)('refuses a %s cut anywhere', (format, bytes) => {
    for (let length = 12; length < bytes.length; length++) {
      expect(() => checkComplete(bytes.subarray(0, length), format, 'bird'), `${length} bytes`).toThrowError(
        expect.objectContaining({
          name: 'DecodeError',
          file: 'bird',
          message: 'bird is damaged: the end of the file is missing. Export or download it again.',
        }),
      );
    }
  });

  it('does not take the end of an embedded thumbnail for the end of a JPEG', () => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    // An application segment that holds an end-of-image marker, then the picture without its own.
    const cut = [...bytes.slice(0, 2), 0xff, 0xe2, 0, 4, 0xff, 0xd9, ...bytes.slice(2, -2)];
    expect(() => checkComplete(Uint8Array.from(cut), 'jpeg', 'a.jpg')).toThrow('the end of the file is missing');
  });
});
