import { describe, expect, it } from 'vitest';
import { bytesOfBase64 } from '../core/bytes/bytesOfBase64.ts';
import { orientImage } from '../core/image/orientImage.ts';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../testing/images/sampleJpegs.ts';
import { SAMPLE_PICTURES, sampleBytes, TURNED_LOSSY, TURNED_UPRIGHT } from '../testing/images/samplePictures.ts';
import { AVIF_12_BIT } from '../testing/images/avifSamples.ts';
import { decodeImage } from './decodeImage.ts';

/** A PNG of two 16-bit grey pixels, 0x01ff and 0x8001. */
const GRAY_16 = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAAAAACB2fwVAAAADUlEQVR42mNg/N/ACAAEBwGCE2vTkAAAAABJRU5ErkJggg==';

/** Whether the red of the pixel at (x, y) is nearer to white. */
function isLight({ width, data }: RgbImage, x: number, y: number): boolean {
  return (data[(y * width + x) * 3] ?? 0) > 127;
}

describe('decodeImage in Node', () => {
  it.each(SAMPLE_PICTURES)(
    'gives the bytes of Pillow for $name: $holds',
    async ({ name, base64, width, height, rgb }) => {
      const { image, turned } = await decodeImage(bytesOfBase64(base64), name, 'official');
      expect(image).toEqual({ width, height, data: Uint8Array.from(rgb) });
      expect(turned).toBe(false);
    },
  );

  it.each(['turned.png', 'turned.webp'])('turns %s upright', async (name) => {
    const { image, turned } = await decodeImage(sampleBytes(name), name, 'upright');
    expect(image).toEqual({ width: 3, height: 2, data: Uint8Array.from(TURNED_UPRIGHT) });
    expect(turned).toBe(true);
  });

  it.each(Object.entries(TURNED_LOSSY))('turns a %s upright only when asked to', async (format, base64) => {
    const upright = await decodeImage(bytesOfBase64(base64), format, 'upright');
    expect([upright.image.width, upright.image.height, upright.turned]).toEqual([8, 16, true]);
    expect([isLight(upright.image, 4, 2), isLight(upright.image, 4, 13)]).toEqual([false, true]);
    const official = await decodeImage(bytesOfBase64(base64), format, 'official');
    expect([official.image.width, official.image.height, official.turned]).toEqual([16, 8, false]);
    expect([isLight(official.image, 2, 4), isLight(official.image, 13, 4)]).toEqual([false, true]);
  });

  it('says of an upright picture that it was not turned', async () => {
    expect((await decodeImage(sampleBytes('rgba.png'), 'rgba.png', 'upright')).turned).toBe(false);
  });

  it('makes white of 16-bit grey above 255, as Pillow does', async () => {
    const image = await decodeImage(bytesOfBase64(GRAY_16), 'gray.png', 'official');
    expect([...image.image.data]).toEqual([255, 255, 255, 255, 255, 255]);
  });

  it('decodes twelve bits of AVIF, which browsers do not', async () => {
    const { name, base64, rgb } = AVIF_12_BIT;
    expect([...(await decodeImage(bytesOfBase64(base64), name, 'official')).image.data]).toEqual(rgb);
  });

  it('refuses pixels that cannot be decoded', async () => {
    const bytes = sampleBytes('transparent.gif');
    bytes.fill(0xff, bytes.length - 8, bytes.length - 3);
    await expect(decodeImage(bytes, 'bird.gif', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      file: 'bird.gif',
      message: 'bird.gif is damaged: its pixels cannot be decoded. Export or download it again.',
    });
  });

  it('refuses a file that is cut short', async () => {
    const bytes = sampleBytes('rgba.png').slice(0, 50);
    await expect(decodeImage(bytes, 'bird.png', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      message: 'bird.png is damaged: the end of the file is missing. Export or download it again.',
    });
  });

  it('refuses a compressed BMP', async () => {
    const bytes = sampleBytes('bits.bmp');
    bytes[30] = 1;
    await expect(decodeImage(bytes, 'bird.bmp', 'official')).rejects.toMatchObject({
      name: 'UnsupportedBmpError',
      file: 'bird.bmp',
      message: 'bird.bmp is a compressed or unusual kind of BMP. Save it as PNG.',
    });
  });

  it('reads a BMP from the top when its height is negative', async () => {
    const bytes = sampleBytes('rows.bmp');
    new DataView(bytes.buffer).setInt32(22, -3, true);
    const { image } = await decodeImage(bytes, 'rows.bmp', 'official');
    expect([...image.data.subarray(0, 6)]).toEqual([200, 201, 202, 203, 204, 205]);
  });
});

describe('decodeImage of JPEGs in Node', () => {
  it.each(SAMPLE_JPEGS)('gives the bytes of Pillow for $name: $holds', async ({ name, width, height, rgb }) => {
    const { image, turned } = await decodeImage(sampleJpegBytes(name), name, 'official');
    expect(image).toEqual({ width, height, data: bytesOfBase64(rgb) });
    expect(turned).toBe(false);
  });

  it.each(SAMPLE_JPEGS.filter(({ orientation }) => orientation !== undefined))(
    'turns $name upright: $holds',
    async ({ name, width, height, rgb, orientation = 1 }) => {
      const { image, turned } = await decodeImage(sampleJpegBytes(name), name, 'upright');
      expect(image).toEqual(orientImage({ width, height, data: bytesOfBase64(rgb) }, orientation));
      expect(turned).toBe(true);
    },
  );

  it.each(['sampling-2x2.jpg', 'progressive.jpg', 'arithmetic.jpg'])('refuses %s cut short', async (name) => {
    const bytes = sampleJpegBytes(name);
    await expect(decodeImage(bytes.slice(0, -20), 'bird.jpg', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      file: 'bird.jpg',
      message: 'bird.jpg is damaged: the end of the file is missing. Export or download it again.',
    });
  });
});
