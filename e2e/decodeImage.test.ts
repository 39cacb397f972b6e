import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { decodeImage } from '../src/cli/decodeImage.ts';
import { bytesOfBase64 } from '../src/core/bytes/bytesOfBase64.ts';
import type { DecodedImage, ImageOrientation } from '../src/core/image/decodedImage.ts';
import { orientImage } from '../src/core/image/orientImage.ts';
import { resizeForModel } from '../src/core/image/modelInput/prepareImage.ts';
import type { ImageProcessorConfig } from '../src/core/modelPackage/imageProcessorConfig.ts';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../src/testing/images/sampleJpegs.ts';
import { SAMPLE_PICTURES, sampleBytes, TURNED_LOSSY, TURNED_UPRIGHT } from '../src/testing/images/samplePictures.ts';
import { AVIF_12_BIT, AVIF_SAMPLES } from '../src/testing/images/avifSamples.ts';
import type { BrowserKind, DecodeAnswer } from './decodeImage.worker.ts';
import { bundleScript } from './harness/bundleScript.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { describeWithFixtures, fixturePath } from '../src/testing/fixtures.ts';

const CONFIG: ImageProcessorConfig = {
  patchSize: 14,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 200704,
  maxPixels: 200704,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'pillow',
  orientation: 'ignored',
};

let browser: TestBrowser;
let site: OpenPage;
let workerCode: string;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
  site = await browser.openPage();
  workerCode = await bundleScript('e2e/decodeImage.worker.ts');
});
afterAll(() => browser.close());

interface PageRequest {
  readonly name: string;
  readonly orientation: ImageOrientation;
  readonly kind: BrowserKind;
  readonly base64: string;
  readonly code: string;
}

/** Runs in the page: hands the file to a worker and gives its answer with the pixels as base64. */
async function askWorker({ base64, code, ...request }: PageRequest) {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const blob = await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
  const answer = await new Promise<DecodeAnswer>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => resolve(event.data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    // Nothing to transfer: a blob is shared.
    worker.postMessage({ ...request, blob }, []);
  });
  worker.terminate();
  if ('errorName' in answer) return answer;
  const { rgb, ...rest } = answer;
  const url = await new Promise<unknown>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result));
    reader.readAsDataURL(rgb);
  });
  return { ...rest, base64: String(url).split(',')[1] ?? '' };
}

/** Decodes in a worker of the browser; a failure there is thrown here, with its name. */
async function decodeInBrowser(
  bytes: Uint8Array,
  name: string,
  orientation: ImageOrientation,
  kind: BrowserKind = 'whole',
): Promise<DecodedImage> {
  const base64 = Buffer.from(bytes).toString('base64');
  const request = { name, orientation, kind, base64, code: workerCode };
  const answer = await site.page.evaluate(askWorker, request);
  if ('errorName' in answer) throw Object.assign(new Error(answer.message), { name: answer.errorName });
  const { width, height, turned } = answer;
  return { turned, image: { width, height, data: new Uint8Array(Buffer.from(answer.base64, 'base64')) } };
}

/** Each is a worker of its own. */
const SOME_JPEGS = 8;

function isLight(byte: number): boolean {
  return byte > 127;
}

describe('decodeImage in the browser', () => {
  it.each(SAMPLE_PICTURES)('gives the bytes of Pillow for $name: $holds', async ({ name, width, height, rgb }) => {
    const { image, turned } = await decodeInBrowser(sampleBytes(name), name, 'official');
    expect(image).toEqual({ width, height, data: Uint8Array.from(rgb) });
    expect(turned).toBe(false);
  });

  it.each(['turned.png', 'turned.webp'])('turns %s upright', async (name) => {
    const { image, turned } = await decodeInBrowser(sampleBytes(name), name, 'upright');
    expect(image).toEqual({ width: 3, height: 2, data: Uint8Array.from(TURNED_UPRIGHT) });
    expect(turned).toBe(true);
  });

  it.each(Object.entries(TURNED_LOSSY))('turns a %s as Node does', async (format, base64) => {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    for (const orientation of ['upright', 'official'] as const) {
      const actual = await decodeInBrowser(bytes, format, orientation);
      const expected = await decodeImage(bytes, format, orientation);
      expect(actual.turned).toBe(orientation === 'upright');
      expect([actual.image.width, actual.image.height]).toEqual([expected.image.width, expected.image.height]);
      expect(Array.from(actual.image.data, isLight)).toEqual(Array.from(expected.image.data, isLight));
    }
  });

  it('reads a transparent picture of many tiles', async () => {
    const [width, height] = [1500, 1100];
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
    const bytes = await sharp(rgba, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const { image } = await decodeInBrowser(bytes, 'noise.png', 'official');
    const rgb = rgba.filter((_, i) => i % 4 !== 3);
    expect([image.width, image.height]).toEqual([width, height]);
    expect(Buffer.compare(image.data, rgb)).toBe(0);
  });

  it.each(AVIF_SAMPLES)('without WebCodecs gives the bytes of Pillow for $name, or says why not', async (sample) => {
    const { name, width, height, rgb } = sample;
    const asked = decodeInBrowser(sampleBytes(name), name, 'official', 'without WebCodecs');
    // Chromium makes grey of limited range one level off.
    if (/^(bits10|premultiplied|gray)/.test(name)) {
      await expect(asked).rejects.toMatchObject({ name: 'NoAv1DecoderError' });
    } else {
      expect((await asked).image).toEqual({ width, height, data: Uint8Array.from(rgb) });
    }
  });

  it.each(['changes small', 'changes large', 'without a canvas'] as const)(
    'gives the bytes of Pillow in a browser that is: %s',
    async (kind) => {
      const names = ['rgba.png', 'lossy-alpha.webp', 'animated.webp', 'frames.gif', 'rows.bmp'];
      for (const { name, width, height, rgb } of SAMPLE_PICTURES.filter((picture) => names.includes(picture.name))) {
        const { image } = await decodeInBrowser(sampleBytes(name), name, 'official', kind);
        expect(image, name).toEqual({ width, height, data: Uint8Array.from(rgb) });
      }
      for (const { name, width, height, rgb } of SAMPLE_JPEGS.slice(0, SOME_JPEGS)) {
        const { image } = await decodeInBrowser(sampleJpegBytes(name), name, 'official', kind);
        expect(image, name).toEqual({ width, height, data: bytesOfBase64(rgb) });
      }
    },
  );

  it.each(['changes small', 'changes large', 'without a canvas'] as const)(
    'refuses an AVIF, and names the setting, in a browser without WebCodecs that is: %s',
    async (kind) => {
      await expect(decodeInBrowser(sampleBytes('yuv420.avif'), 'bird.avif', 'official', kind)).rejects.toMatchObject({
        name: 'UntrustedPixelsError',
        message: expect.stringMatching(/^bird\.avif cannot be scored: .*privacy\.resistFingerprinting/),
      });
    },
  );

  it('refuses twelve bits of AVIF where it would change the colours', async () => {
    const bytes = new Uint8Array(Buffer.from(AVIF_12_BIT.base64, 'base64'));
    await expect(decodeInBrowser(bytes, 'bird.avif', 'official')).rejects.toMatchObject({ name: 'NoAv1DecoderError' });
  });

  it('refuses files that are cut short, corrupt or no images', async () => {
    const corrupt = sampleBytes('transparent.gif');
    corrupt.fill(0xff, corrupt.length - 8, corrupt.length - 3);
    await expect(decodeInBrowser(corrupt, 'bird.gif', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      message: 'bird.gif is damaged: its pixels cannot be decoded. Export or download it again.',
    });
    const cut = sampleBytes('rgba.png').slice(0, 50);
    await expect(decodeInBrowser(cut, 'bird.png', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      message: 'bird.png is damaged: the end of the file is missing. Export or download it again.',
    });
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(decodeInBrowser(svg, 'bird.svg', 'official')).rejects.toMatchObject({ name: 'NotAnImageError' });
  });
});

describe('decodeImage of JPEGs in the browser', () => {
  it.each(SAMPLE_JPEGS)('gives the bytes of Pillow for $name: $holds', async ({ name, width, height, rgb }) => {
    const { image, turned } = await decodeInBrowser(sampleJpegBytes(name), name, 'official');
    expect(image).toEqual({ width, height, data: bytesOfBase64(rgb) });
    expect(turned).toBe(false);
  });

  it.each(SAMPLE_JPEGS.filter(({ orientation }) => orientation !== undefined))(
    'turns $name upright: $holds',
    async ({ name, width, height, rgb, orientation = 1 }) => {
      const { image, turned } = await decodeInBrowser(sampleJpegBytes(name), name, 'upright');
      expect(image).toEqual(orientImage({ width, height, data: bytesOfBase64(rgb) }, orientation));
      expect(turned).toBe(true);
    },
  );

  it.each(['sampling-2x2.jpg', 'progressive.jpg', 'arithmetic.jpg'])('refuses %s cut short', async (name) => {
    const bytes = sampleJpegBytes(name).slice(0, -20);
    await expect(decodeInBrowser(bytes, 'bird.jpg', 'official')).rejects.toMatchObject({
      name: 'DecodeError',
      message: 'bird.jpg is damaged: the end of the file is missing. Export or download it again.',
    });
  });
});

describeWithFixtures('decodeImage in the browser, then resized', () => {
  // JPEG too: Chromium decodes it to the very bytes of Pillow (largest difference measured: 0).
  it.each([
    'alpha.png',
    'bird.png',
    'bird_edit_1.png',
    'bird_edit_2.jpg',
    'bird_edit_3.webp',
    'exif_rotated.jpg',
    'gray.png',
    'large.jpg',
    'palette.png',
    'tall.jpg',
    'tall_edit.jpg',
    'tiny.png',
    'wide.png',
    'wide_edit.png',
  ])('gives the official bytes of %s', async (name) => {
    const decoded = await decodeInBrowser(readFileSync(fixturePath('images', name)), name, 'official');
    const resized = resizeForModel(decoded.image, CONFIG, name);
    const path = fixturePath('resized', name.replace(/\w+$/, 'png'));
    const expected = await decodeImage(new Uint8Array(readFileSync(path)), path, 'official');
    expect([resized.width, resized.height]).toEqual([expected.image.width, expected.image.height]);
    expect(Buffer.compare(resized.data, expected.image.data)).toBe(0);
  });

  it('decodes CMYK as Node does, to the byte', async () => {
    const bytes = new Uint8Array(readFileSync(fixturePath('images', 'cmyk.jpg')));
    const [actual, expected] = [
      await decodeInBrowser(bytes, 'cmyk.jpg', 'official'),
      await decodeImage(bytes, 'cmyk.jpg', 'official'),
    ];
    expect(Buffer.compare(actual.image.data, expected.image.data)).toBe(0);
  });
});
