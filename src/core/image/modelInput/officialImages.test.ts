import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithFixtures, fixturePath } from '../../../testing/fixtures.ts';
import { decodeImage } from '../../../cli/decodeImage.ts';
import { openSafetensors, readRows, rowCountOf } from '../../../formats/safetensors.ts';
import { at } from '../../at.ts';
import { bytesSource } from '../../bytes/bytes.ts';
import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import { prepareDecoded, resizeDecoded } from './prepareImage.ts';

const FAMILIES: Readonly<Record<'hpsv3' | 'qwen3', ImageProcessorConfig>> = {
  hpsv3: {
    patchSize: 14,
    mergeSize: 2,
    temporalPatchSize: 2,
    minPixels: 200_704,
    maxPixels: 200_704,
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    resize: 'pillow',
    orientation: 'ignored',
  },
  qwen3: {
    patchSize: 16,
    mergeSize: 2,
    temporalPatchSize: 2,
    minPixels: 65_536,
    maxPixels: 16_777_216,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    resize: 'torchvision',
    orientation: 'applied',
  },
};
type Family = keyof typeof FAMILIES;
const FRAMES = 2;

/** What the official code's processor made of a picture, or of an edit's pair. */
interface GoldenCase {
  readonly id: string;
  readonly image?: string;
  readonly source?: string;
  readonly edited?: string;
  readonly resized: readonly (readonly [number, number])[];
  readonly resized_sha256: readonly string[];
  readonly image_grid_thw: readonly (readonly [number, number, number])[];
}

function casesOf(family: Family): readonly GoldenCase[] {
  const golden = JSON.parse(readFileSync(fixturePath(family, 'golden.json'), 'utf8')) as Record<string, GoldenCase[]>;
  return Object.values(golden).flat();
}

function prepareCase(family: Family, { image, source, edited }: GoldenCase) {
  const names = [image, source, edited].filter((name) => name !== undefined);
  return Promise.all(
    names.map(async (name) => {
      const decoded = await decodeImage(new Uint8Array(readFileSync(fixturePath('images', name))), name, 'official');
      const config = FAMILIES[family];
      return { ...prepareDecoded(decoded, config, name), resized: resizeDecoded(decoded, config, name) };
    }),
  );
}

async function officialPixelValues(family: Family, file: string): Promise<Float32Array> {
  const { tensors } = await openSafetensors(bytesSource(file, readFileSync(fixturePath(family, file))));
  const entry = tensors.get('pixel_values');
  if (!entry) throw new Error(`${file} has no pixel_values`);
  return readRows(entry, 0, rowCountOf(entry));
}

describeWithFixtures('images beside the official processors', () => {
  it.each([
    ['hpsv3', 24],
    ['qwen3', 12],
  ] as const)('have the bytes of %s in every case', async (family, count) => {
    const cases = casesOf(family);
    expect(cases).toHaveLength(count);
    for (const golden of cases) {
      const prepared = await prepareCase(family, golden);
      const actual = {
        resized: prepared.map(({ resized }) => [resized.width, resized.height]),
        resized_sha256: prepared.map(({ resized }) => createHash('sha256').update(resized.data).digest('hex')),
        image_grid_thw: prepared.map(({ gridHeight, gridWidth }) => [1, gridHeight, gridWidth]),
      };
      expect(golden).toMatchObject(actual);
    }
  });

  it.each([
    ['hpsv3', 'hps-a-bird.safetensors', 'bird'],
    ['qwen3', 'qwen3-a-mixed.safetensors', 'mixed'],
  ] as const)('have the pixel_values of %s, file %s, within 1e-6', async (family, file, id) => {
    const golden = casesOf(family).find((one) => one.id === id);
    const prepared = golden ? await prepareCase(family, golden) : [];
    const actual = prepared.flatMap(({ patches }) => [...patches]);
    const official = await officialPixelValues(family, file);
    expect(actual.length * FRAMES).toBe(official.length);
    const plane = FAMILIES[family].patchSize ** 2;
    // The official columns are channel, frame, row, column; the two frames are one picture.
    const difference = official.reduce((worst, value, i) => {
      const folded = Math.floor(i / (FRAMES * plane)) * plane + (i % plane);
      return Math.max(worst, Math.abs(value - at(actual, folded)));
    }, 0);
    expect(difference).toBeLessThan(1e-6);
  });
});
