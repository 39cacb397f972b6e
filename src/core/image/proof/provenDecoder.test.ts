import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { decodeAv1 } from '../../../cli/decodeAv1.ts';
import { decodeImage } from '../../../cli/decodeImage.ts';
import { NoAv1DecoderError } from '../avif/av1Planes.ts';
import { decodeImageWith } from '../decodeImageWith.ts';
import type { PlatformDecoder } from '../imagePlatform.ts';
import type { RgbImage } from '../rgbImage.ts';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../../../testing/images/sampleJpegs.ts';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { AVIF_SAMPLES } from '../../../testing/images/avifSamples.ts';
import { avifProof } from './avifProof.ts';
import { jpegProof } from './jpegProof.ts';
import { provenDecoder } from './provenDecoder.ts';

const yes = async () => true;
const no = async () => false;

/** Gives Pillow's bytes. */
const honest: PlatformDecoder = async (bytes, _format, file) => (await decodeImage(bytes, file, 'official')).image;

/** A platform that changes what it read. */
const changing =
  (change: (image: RgbImage) => RgbImage): PlatformDecoder =>
  async (...asked) =>
    change(await honest(...asked));

const LIARS: readonly (readonly [string, PlatformDecoder])[] = [
  [
    'changes one bit of one sample',
    changing((image) => ({ ...image, data: image.data.with(100, 1 ^ (image.data[100] ?? 0)) })),
  ],
  ['gives another picture', changing((image) => ({ ...image, data: image.data.map(() => 255) }))],
  ['gives it smaller', changing(({ data }) => ({ width: 1, height: 1, data: data.slice(0, 3) }))],
  ['fails', () => Promise.reject(new RangeError('no canvas'))],
];

const jpegs = SAMPLE_JPEGS.filter(({ width, height }) => width * height > 50);

function decodeJpegs(decode: PlatformDecoder): Promise<readonly RgbImage[]> {
  const platform = { decode, decodeAv1, decodePng: undefined };
  return Promise.all(
    jpegs.map(async ({ name }) => (await decodeImageWith(platform, sampleJpegBytes(name), name, 'official')).image),
  );
}

const right = await decodeJpegs(honest);

describe('a platform that decodes JPEG', () => {
  it('is asked, once it was right about the known pictures, which it is shown once', async () => {
    const decode = vi.fn(honest);
    const proven = provenDecoder(decode, yes, jpegProof);
    expect(await decodeJpegs(proven)).toEqual(right);
    const asked = decode.mock.calls.map(([, , file]) => file);
    expect(asked.filter((file) => file === 'a known picture')).toHaveLength(2);
    expect(asked).toContain('sampling-2x2.jpg');
  });

  it.each(LIARS)('is not used where it %s', async (_, liar) => {
    const decode = vi.fn(liar);
    expect(await decodeJpegs(provenDecoder(decode, yes, jpegProof))).toEqual(right);
    expect(decode.mock.calls.every(([, , file]) => file === 'a known picture')).toBe(true);
  });

  it('is not asked where canvases do not give back what was drawn', async () => {
    const decode = vi.fn(honest);
    expect(await decodeJpegs(provenDecoder(decode, no, jpegProof))).toEqual(right);
    expect(decode).not.toHaveBeenCalled();
  });
});

const noPlanes = () => Promise.reject(new NoAv1DecoderError('a.avif'));

/** Spreads colours to the nearest pixels, as Firefox does. */
const libheif: PlatformDecoder = async (bytes) => {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
};

/** Decodes an AVIF on a platform without planes. */
async function decodeAvif(name: string, decode: PlatformDecoder, readsBack = yes): Promise<RgbImage> {
  const platform = { decode: provenDecoder(decode, readsBack, avifProof), decodeAv1: noPlanes, decodePng: undefined };
  return (await decodeImageWith(platform, sampleBytes(name), 'a.avif', 'official')).image;
}

describe('a platform that decodes AVIF with colours of its own', () => {
  const avifs = AVIF_SAMPLES.filter(({ name }) => !/^(bits10|premultiplied)/.test(name));

  it.each(avifs)('is asked for $name, where it was right about its kind', async ({ name, width, height, rgb }) => {
    expect(await decodeAvif(name, honest)).toEqual({ width, height, data: Uint8Array.from(rgb) });
  });

  it.each(LIARS)('is not used where it %s', async (_, liar) => {
    await expect(decodeAvif('yuv420.avif', liar)).rejects.toMatchObject({ name: 'NoAv1DecoderError', file: 'a.avif' });
  });

  it('is not used where it spreads colours in another way', async () => {
    await expect(decodeAvif('yuv420.avif', libheif)).rejects.toMatchObject({ name: 'NoAv1DecoderError' });
  });

  it('is not asked where canvases do not give back what was drawn, and the setting is named', async () => {
    await expect(decodeAvif('yuv420.avif', honest, no)).rejects.toMatchObject({
      name: 'UntrustedPixelsError',
      file: 'a.avif',
      message: expect.stringMatching(
        /^a\.avif cannot be scored: .*privacy\.resistFingerprinting.*save the picture as PNG/,
      ),
    });
  });
});
