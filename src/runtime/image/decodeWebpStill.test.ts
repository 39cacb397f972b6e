import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { decodeImage } from '../../cli/decodeImage.ts';
import { decodeWebp } from '../../core/image/webp/decodeWebp.ts';
import { sampleBytes, SAMPLE_PICTURES } from '../../testing/images/samplePictures.ts';
import { decodeWebpStill } from './decodeWebpStill.ts';

const decode = (bytes: Uint8Array<ArrayBuffer>, file: string) =>
  decodeWebp(bytes, (still) => decodeWebpStill(still, file), file);

/** RGBA that looks like noise, alpha included. */
function noise(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 4 }, (_, k) => Math.imul(k + 1, 0x9e3779b1) >>> 24);
}

describe('decodeWebpStill', () => {
  it.each(SAMPLE_PICTURES.filter(({ name }) => name.endsWith('.webp')))(
    'gives the bytes of Pillow for $name: $holds',
    async ({ name, width, height, rgb }) => {
      expect(await decode(sampleBytes(name), name)).toEqual({ width, height, data: Uint8Array.from(rgb) });
    },
  );

  it.each([
    ['lossy', { quality: 60 }],
    ['lossy, filtered little', { quality: 95, effort: 0 }],
    ['lossy, with coarse alpha', { quality: 30, alphaQuality: 20 }],
    ['lossless', { lossless: true }],
    ['nearly lossless', { nearLossless: true, quality: 50 }],
  ])('gives what libwebp gives natively: %s', async (_, options) => {
    for (const [width, height] of [
      [1, 1],
      [5, 3],
      [64, 48],
      [61, 83],
    ] as const) {
      const raw = { raw: { width, height, channels: 4 as const } };
      const bytes = new Uint8Array(await sharp(noise(width, height), raw).webp(options).toBuffer());
      expect(await decode(bytes, 'a.webp')).toEqual((await decodeImage(bytes, 'a.webp', 'official')).image);
    }
  });

  it('gives what libwebp gives natively of a drawing', async () => {
    const bytes = new Uint8Array(readFileSync('reference/tiny/images/house_no_sun.webp'));
    expect(await decode(bytes, 'a.webp')).toEqual((await decodeImage(bytes, 'a.webp', 'official')).image);
  });

  it('refuses one whose data are damaged, and reads the next', async () => {
    const bytes = sampleBytes('lossy.webp');
    await expect(decodeWebpStill(bytes.fill(0xff, 30, 50), 'bird.webp')).rejects.toMatchObject({
      name: 'DecodeError',
      message: 'bird.webp is damaged: its pixels cannot be decoded. Export or download it again.',
    });
    expect(await decodeWebpStill(sampleBytes('lossy.webp'), 'a.webp')).toMatchObject({ width: 4, height: 4 });
  });

  it('has an instance of its own for each picture, so that a damaged one leaves nothing behind', async () => {
    const { Instance } = WebAssembly;
    const instances = vi.spyOn(WebAssembly, 'Instance').mockImplementation(function (module, imports) {
      return new Instance(module, imports);
    });
    await decodeWebpStill(sampleBytes('lossy.webp'), 'a.webp');
    await decodeWebpStill(sampleBytes('lossy.webp'), 'b.webp');
    expect(instances).toHaveBeenCalledTimes(2);
    instances.mockRestore();
  });
});
