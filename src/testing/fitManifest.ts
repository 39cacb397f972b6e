import type { Dtype, Manifest } from '../core/modelPackage/manifest.ts';

function session(role: string, layers: readonly [number, number], path: string) {
  return { role, layers, externalData: [path] };
}

/**
 * A small manifest for tests. An image has 64 patches and 16 tokens; the two prompts have 40 and 80 characters, so 10 and 20
 * tokens. A weight has 4 bytes.
 */
export function fitManifest(dtype: Dtype = 'fp32', scale = 1): Manifest {
  return {
    dtype,
    imageProcessor: { patchSize: 10, mergeSize: 2, minPixels: 6400, maxPixels: 6400, resize: 'pillow' },
    vision: {
      depth: 3,
      hiddenSize: 8,
      numHeads: 2,
      outHiddenSize: 12,
      windows: { size: 40, fullAttentionBlocks: [2] },
    },
    text: { numLayers: 4, hiddenSize: 12, numHeads: 3, numKeyValueHeads: 1, headDim: 4, positions: { kind: 'plain' } },
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    prompts: [
      { template: 'x'.repeat(30), suffix: 'x'.repeat(10) },
      { template: 'x'.repeat(60), suffix: 'x'.repeat(20) },
    ],
    sessions: [
      session('vision', [0, 3], 'vision-0.data'),
      session('decoder', [0, 3], 'decoder-0.data'),
      session('decoder', [3, 4], 'decoder-1.data'),
      session('heads', [0, 0], 'heads.data'),
    ],
    files: [
      { path: 'vision-0.data', byteLength: 8000 * scale },
      { path: 'decoder-0.data', byteLength: 24000 * scale },
      { path: 'decoder-1.data', byteLength: 8000 * scale },
      { path: 'heads.data', byteLength: 400 * scale },
    ],
  } as unknown as Manifest;
}
