import type { Dtype, Manifest, SessionEntry } from '../modelPackage/manifest.ts';

/**
 * Bytes a weight takes, with its part of a block's scale and zero point (32 weights, see `quantizeBlock`). Norms and biases,
 * which stay fp32, are too few to matter.
 */
const BYTES_PER_WEIGHT: Readonly<Record<Dtype, number>> = {
  fp32: 4,
  q8: 1 + (4 + 1) / 32,
  q4: 0.5 + (4 + 0.5) / 32,
  q4f16: 0.5 + (2 + 0.5) / 32,
};

/** Characters of an English prompt to a token, about: the tokenizer is not at hand before the download. */
const CHARACTERS_PER_TOKEN = 4;

/** What a model is asked to do with a source and one candidate, both of the largest size. */
export interface Work {
  readonly patchesPerImage: number;
  readonly tokensPerImage: number;
  /** Of the text after the images, by prompt. */
  readonly textTokens: readonly number[];
}

export function workOf({ imageProcessor, prompts }: Pick<Manifest, 'imageProcessor' | 'prompts'>): Work {
  const { maxPixels, patchSize, mergeSize } = imageProcessor;
  const patchesPerImage = Math.floor(maxPixels / patchSize ** 2);
  return {
    patchesPerImage,
    tokensPerImage: patchesPerImage / mergeSize ** 2,
    textTokens: prompts.map(({ template, suffix }) =>
      Math.ceil((template.length + suffix.length) / CHARACTERS_PER_TOKEN),
    ),
  };
}

/** Length of each session's weights, in the manifest's order. */
export function shardBytes({ sessions, files }: Pick<Manifest, 'sessions' | 'files'>): number[] {
  const lengths = new Map(files.map(({ path, byteLength }) => [path, byteLength]));
  return sessions.map(({ externalData }) => externalData.reduce((sum, path) => sum + (lengths.get(path) ?? 0), 0));
}

/** Weights by what they are part of, as the lengths of their files tell. */
export function weightCounts(
  manifest: Pick<Manifest, 'dtype' | 'sessions' | 'files'>,
): Record<SessionEntry['role'], number> {
  const counts = { vision: 0, decoder: 0, heads: 0 };
  for (const [index, bytes] of shardBytes(manifest).entries()) {
    const role = manifest.sessions[index]?.role;
    if (role) counts[role] += bytes / BYTES_PER_WEIGHT[manifest.dtype];
  }
  return counts;
}
