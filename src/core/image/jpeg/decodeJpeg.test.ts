import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../sampleJpegs.ts';
import { bytesOfBase64 } from '../samplePictures.ts';
import { decodeJpeg } from './decodeJpeg.ts';

/** The message of a refusal. */
function damaged(reason: string): string {
  return `bird.jpg is damaged: ${reason}. Export or download it again.`;
}

describe('decodeJpeg', () => {
  it.each(SAMPLE_JPEGS)('gives the bytes of Pillow for $name: $holds', ({ name, base64, width, height, rgb }) => {
    const image = decodeJpeg(bytesOfBase64(base64), name);
    expect(image).toEqual({ width, height, data: bytesOfBase64(rgb) });
  });

  // Of the data's last bytes Pillow would miss one anyway: its decoder reads ahead.
  it.each(['grey.jpg', 'sampling-2x2.jpg', 'progressive.jpg', 'planes-apart.jpg', 'arithmetic.jpg', 'lossless.jpg'])(
    'refuses %s cut anywhere in its data',
    (name) => {
      const bytes = sampleJpegBytes(name);
      for (let length = 2; length < bytes.length - 2; length++) {
        expect(() => decodeJpeg(bytes.subarray(0, length), 'bird.jpg'), `${length} bytes`).toThrowError(
          expect.objectContaining({
            name: 'DecodeError',
            file: 'bird.jpg',
            message: damaged('the end of the file is missing'),
          }),
        );
      }
    },
  );
});
