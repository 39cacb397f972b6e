import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeImage } from '../../../cli/decodeImage.ts';
import { describeWithFixtures, fixturePath } from '../../../testing/fixtures.ts';
import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import { prepareImage, resizeForModel } from './prepareImage.ts';

const CONFIG: ImageProcessorConfig = {
  patchSize: 14,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 200704,
  maxPixels: 200704,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  resize: 'pillow',
  orientation: 'ignored',
};
const FRAMES = 2;
const PATCH_PIXELS = 14 * 14;

async function readImage(...path: readonly string[]) {
  const name = path.join('/');
  const { image } = await decodeImage(new Uint8Array(readFileSync(fixturePath(...path))), name, 'official');
  return image;
}

async function prepareFixture(name: string) {
  const image = await readImage('images', name);
  return { ...prepareImage(image, CONFIG, name), resized: resizeForModel(image, CONFIG, name) };
}

interface GoldenCase {
  readonly source: string;
  readonly edited: string;
  readonly image_grid_thw: readonly (readonly number[])[];
  readonly resized: readonly (readonly number[])[];
}

function goldenCases(): readonly GoldenCase[] {
  const golden: Record<string, readonly GoldenCase[]> = JSON.parse(readFileSync(fixturePath('golden.json'), 'utf8'));
  return Object.values(golden).flat();
}

/** The largest difference of any two bytes. */
function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((largest, byte, i) => Math.max(largest, Math.abs(byte - (b[i] ?? 0))), 0);
}

/** The `pixel_values` of one of the intermediates files: [patches, 1176]. */
function officialPixelValues(file: string): Float32Array {
  const bytes = readFileSync(fixturePath(file));
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header: Record<string, { data_offsets: [number, number] }> = JSON.parse(
    bytes.toString('utf8', 8, 8 + headerLength),
  );
  const [start, end] = header['pixel_values']?.data_offsets ?? [0, 0];
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + 8 + headerLength + start).slice(0, end - start));
}

/** Unfolds the frames: [patches, channel, row, column] to [patches, channel, frame, row, column]. */
function repeatFrames(patches: Float32Array): Float32Array {
  const expanded = new Float32Array(patches.length * FRAMES);
  for (let start = 0; start < patches.length; start += PATCH_PIXELS) {
    const plane = patches.subarray(start, start + PATCH_PIXELS);
    for (let frame = 0; frame < FRAMES; frame++) expanded.set(plane, start * FRAMES + frame * PATCH_PIXELS);
  }
  return expanded;
}

describeWithFixtures('prepareImage beside the official code', () => {
  // JPEG too: libvips decodes it to the very bytes of Pillow (largest difference measured: 0). The WebP is lossless.
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
  ])('resizes %s to the official bytes', async (name) => {
    const { resized } = await prepareFixture(name);
    const expected = await readImage('resized', name.replace(/\w+$/, 'png'));
    expect([resized.width, resized.height]).toEqual([expected.width, expected.height]);
    expect(largestDifference(resized.data, expected.data)).toBe(0);
  });

  it('gives the official sizes and grids', async () => {
    for (const { source, edited, resized, image_grid_thw: grids } of goldenCases()) {
      for (const [k, name] of [source, edited].entries()) {
        const prepared = await prepareFixture(name);
        expect([prepared.resized.width, prepared.resized.height], name).toEqual(resized[k]);
        expect([1, prepared.gridHeight, prepared.gridWidth], name).toEqual(grids[k]);
      }
    }
  });

  it.each([
    ['tiny-a-wide.safetensors', 'wide.png', 'wide_edit.png'],
    ['tiny-b-tall.safetensors', 'tall.jpg', 'tall_edit.jpg'],
  ])('gives the pixel_values of %s within 1e-5', async (file, ...names) => {
    const images = await Promise.all(names.map(prepareFixture));
    const actual = images.flatMap(({ patches }) => [...repeatFrames(patches)]);
    const official = officialPixelValues(file);
    expect(actual.length).toBe(official.length);
    const difference = actual.reduce(
      (largest, value, i) => Math.max(largest, Math.abs(value - (official[i] ?? NaN))),
      0,
    );
    expect(difference).toBeLessThan(1e-5);
  });
});
