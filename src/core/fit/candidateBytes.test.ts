import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { candidateBytes, MAIN_MEMORY_BYTES } from './candidateBytes.ts';

/** Pictures near 448 x 448; prompts of 400 and 380 tokens. */
function manifestOf(vision: Partial<Manifest['vision']> = {}): Manifest {
  return {
    imageProcessor: { patchSize: 14, mergeSize: 2, minPixels: 200704, maxPixels: 200704, resize: 'pillow' },
    vision,
    text: { hiddenSize: 3584, positions: { kind: 'plain' } },
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    prompts: [400, 380].map((tokens) => ({ template: 'x'.repeat(4 * tokens), suffix: '' })),
  } as unknown as Manifest;
}

/** 1024 patches, 256 tokens. */
const image = { gridHeight: 32, gridWidth: 32 };

describe('candidateBytes', () => {
  it('is what its patches take, by the size that the picture has', () => {
    expect(candidateBytes(manifestOf(), image, false)).toBe(4 * 1024 * 3 * 196);
    expect(candidateBytes(manifestOf(), { gridHeight: 64, gridWidth: 32 }, false)).toBe(4 * 2048 * 3 * 196);
  });

  it('counts what waits for a shard', () => {
    // Of a 7B: the image's embeddings, and 256 + 400 + 380 tokens.
    const bytes = candidateBytes(manifestOf(), image, true);
    expect(bytes).toBe(4 * (602112 + (256 + 256 + 400 + 380) * 3584));
    expect(Math.floor(MAIN_MEMORY_BYTES / bytes)).toBe(51);
    const features = candidateBytes(manifestOf({ deepstack: { count: 3 } }), image, true);
    expect(features - bytes).toBe(4 * 3 * 256 * 3584);
  });
});
