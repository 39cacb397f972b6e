import { createHash } from 'node:crypto';
import type { Manifest } from '../core/modelPackage/manifest.ts';

/** What a manifest says of a model that is as small as can be. */
const MODEL_OF_NOTHING: Omit<Manifest, 'id' | 'files'> = {
  schemaVersion: 2,
  model: { title: 'Tiny' },
  source: {},
  dtype: 'fp32',
  imageProcessor: {
    patchSize: 14,
    mergeSize: 2,
    temporalPatchSize: 2,
    minPixels: 200704,
    maxPixels: 200704,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    resize: 'pillow',
    orientation: 'ignored',
  },
  vision: {
    depth: 1,
    hiddenSize: 1,
    numHeads: 1,
    ropeTheta: 1,
    outHiddenSize: 1,
  },
  text: {
    numLayers: 1,
    hiddenSize: 1,
    numHeads: 1,
    numKeyValueHeads: 1,
    headDim: 1,
    ropeTheta: 1,
    positions: { kind: 'plain' },
  },
  task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
  prompts: [{ template: '{text_prompt}', suffix: '' }],
  heads: [{ key: 'overall', label: 'Overall', prompt: 0 }],
  pooling: 'mean',
  tokenizer: {
    tokenizer: 'tokenizer.json',
    config: 'tokenizer_config.json',
    chatTemplate: '',
    imageToken: '',
    imageTokenId: 0,
    rewardToken: '',
    rewardTokenId: 0,
  },
  embedding: { path: 'embedding.bin', dtype: 'fp32', rows: 1, columns: 1 },
  sessions: [],
  selfTest: {
    seed: 0,
    images: [
      { width: 1, height: 1 },
      { width: 1, height: 1 },
    ],
    text: '',
    expected: { overall: { mu: 0, logSigma: 0 } },
  },
};

/** A manifest over any files: valid, although there is no model in them. */
export function manifestOf(files: Readonly<Record<string, Uint8Array>>, id = 'tiny'): string {
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path,
    byteLength: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  const manifest: Manifest = { ...MODEL_OF_NOTHING, id, files: listed };
  return JSON.stringify(manifest);
}

/** Bytes that look random and are the same each time. */
export function drawBytes(byteLength: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength);
  let state = seed;
  for (let i = 0; i < byteLength; i++) {
    // https://en.wikipedia.org/wiki/Linear_congruential_generator, numbers of Numerical Recipes
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
