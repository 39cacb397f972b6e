import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { candidatesAtOnce } from './candidatesAtOnce.ts';

/** Pictures of 1024 patches and 256 tokens; prompts of 400 and 380 tokens. */
function manifestOf(hiddenSize: number, maxPixels = 200704): Manifest {
  return {
    imageProcessor: { patchSize: 14, mergeSize: 2, maxPixels },
    text: { hiddenSize },
    prompts: [400, 380].map((tokens) => ({ template: 'x'.repeat(4 * tokens), suffix: '' })),
  } as unknown as Manifest;
}

describe('candidatesAtOnce', () => {
  it('is what a gigabyte holds of patches', () => {
    // 2^30 / (4 * 1024 * 3 * 196) = 445.8
    expect(candidatesAtOnce(manifestOf(3584), false)).toBe(445);
  });

  it('counts the hidden states that wait for a shard', () => {
    // Patches as before, and of a 7B an image's embeddings and 256 + 400 + 380 tokens: 2^30 / (4 * (602112 + 1292 * 3584)) = 51.3
    expect(candidatesAtOnce(manifestOf(3584), true)).toBe(51);
  });

  it('is one at least', () => {
    expect(candidatesAtOnce(manifestOf(3584, 1e9), true)).toBe(1);
  });
});
