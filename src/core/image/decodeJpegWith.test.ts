import { describe, expect, it } from 'vitest';
import { DecodeError } from './decodedImage.ts';
import { decodeJpegWith } from './decodeJpegWith.ts';
import { sampleJpegBytes } from '../../testing/images/sampleJpegs.ts';
import { decodeJpeg } from './jpeg/decodeJpeg.ts';

const FROM_PLATFORM = { width: 18, height: 10, data: new Uint8Array(540).fill(7) };

function damaged(): Promise<never> {
  return Promise.reject(new DecodeError('a.jpg', 'its pixels cannot be decoded'));
}

describe('decodeJpegWith', () => {
  it('asks the platform for an ordinary picture, and hands it no metadata', async () => {
    const bytes = sampleJpegBytes('turned-long.jpg');
    let asked: Uint8Array | undefined;
    const image = await decodeJpegWith(
      async (plain) => {
        asked = plain;
        return FROM_PLATFORM;
      },
      bytes,
      'a.jpg',
    );
    expect(image).toBe(FROM_PLATFORM);
    expect(asked?.length).toBeLessThan(bytes.length);
  });

  it.each(['cmyk.jpg', 'arithmetic.jpg', 'no-end.jpg', 'progressive-part.jpg'])(
    'does not ask it for %s',
    async (name) => {
      const bytes = sampleJpegBytes(name);
      const image = await decodeJpegWith(() => Promise.reject(new RangeError('asked')), bytes, name);
      expect(image).toEqual(decodeJpeg(bytes, name));
    },
  );

  it('does not take a picture of another size, as browsers make where memory is short', async () => {
    const bytes = sampleJpegBytes('grey.jpg');
    const small = { width: 9, height: 5, data: new Uint8Array(135) };
    expect(await decodeJpegWith(() => Promise.resolve(small), bytes, 'a.jpg')).toEqual(decodeJpeg(bytes, 'a.jpg'));
  });

  it('decodes what the platform calls damaged, and passes other failures on', async () => {
    const bytes = sampleJpegBytes('grey.jpg');
    expect(await decodeJpegWith(damaged, bytes, 'a.jpg')).toEqual(decodeJpeg(bytes, 'a.jpg'));
    await expect(decodeJpegWith(() => Promise.reject(new RangeError('full')), bytes, 'a.jpg')).rejects.toThrow('full');
  });
});
