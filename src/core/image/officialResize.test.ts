import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithFixtures, fixturePath } from '../../../e2e/harness/fixtures.ts';
import { decodeImage } from '../../cli/decodeImage.ts';
import { resizeForModel, type SizeConfig } from './resizeRule.ts';

const NEAR_448: SizeConfig = { patchSize: 14, mergeSize: 2, minPixels: 200_704, maxPixels: 200_704, resize: 'pillow' };
const NATIVE: SizeConfig = {
  patchSize: 16,
  mergeSize: 2,
  minPixels: 65_536,
  maxPixels: 16_777_216,
  resize: 'torchvision',
};

/** What the official code's processor made of a picture: of HPSv3 one, of an edit's pair each. */
interface GoldenCase {
  readonly id: string;
  readonly image?: string;
  readonly source?: string;
  readonly edited?: string;
  readonly resized: readonly [number, number] | readonly (readonly [number, number])[];
  readonly resized_sha256: string | readonly string[];
}

const FAMILIES = [
  ['hpsv3', NEAR_448, 'ignored', 24],
  ['qwen3', NATIVE, 'applied', 12],
] as const;

function casesOf(family: string): readonly GoldenCase[] {
  const golden = JSON.parse(readFileSync(fixturePath(family, 'golden.json'), 'utf8')) as Record<string, GoldenCase[]>;
  return Object.values(golden).flat();
}

/** Width, height and digest of each picture, as expected. */
function expectedOf({ resized, resized_sha256: digests }: GoldenCase) {
  return { sizes: resized.flat(), digests: [digests].flat() };
}

describeWithFixtures('resizing beside the official processors', () => {
  it.each(FAMILIES)('gives the bytes of %s in every case', async (family, config, exif, count) => {
    const cases = casesOf(family);
    expect(cases).toHaveLength(count);
    for (const golden of cases) {
      const names = [golden.image, golden.source, golden.edited].filter((name) => name !== undefined);
      const resized = await Promise.all(
        names.map(async (name) => {
          const bytes = new Uint8Array(readFileSync(fixturePath('images', name)));
          const { image } = await decodeImage(bytes, name, exif === 'applied' ? 'upright' : 'official');
          return resizeForModel(image, config, name);
        }),
      );
      const actual = {
        sizes: resized.flatMap(({ width, height }) => [width, height]),
        digests: resized.map(({ data }) => createHash('sha256').update(data).digest('hex')),
      };
      expect(actual, golden.id).toEqual(expectedOf(golden));
    }
  });
});
